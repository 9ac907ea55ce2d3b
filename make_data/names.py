"""Invented names for the mark book: everyday first names, and surnames of plants, birds and places."""

FIRST = (
    "Aroha Mere Tāne Hēmi Ngaio Wiremu Kiri Rāwiri Tia Anahera Mānuka Hana Liam Olivia Noah Isla Leo Ruby "
    "Finn Zoë Sione Mele Tevita Lupe Priya Arjun Mei Jun Amina Yusuf Sofía Mateo Chloë Māia"
).split()
LAST = (
    "Harakeke Pōhutukawa Rimuvale Kererū Tūīfield Fernsby O'Wattle Riverstone Kōwhaiwood Ngāioburn Saltmarsh "
    "Hillwether D'Bramble Pūkekohollow Stonecrop Larkwater Toetoe-Reed Windrush Mistyford Kākāpeak "
    "Brackenshaw Tōtarafell Greywacke Marramgrass Driftwell Moaflat Cabbagetree Huiabridge Pīpīsand Lichenby"
).split()
