// How many orders hold four or more packets of Masala Chai, TEA-2004?
