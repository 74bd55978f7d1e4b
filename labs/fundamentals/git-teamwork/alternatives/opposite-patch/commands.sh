cd counter
git diff 0c1ca90 0c1ca90~1 | git apply --3way
git commit -am "Free delivery from 1500 rupees on, as the leaflet says

0c1ca90 changed the meaning while it changed the words."
git push
