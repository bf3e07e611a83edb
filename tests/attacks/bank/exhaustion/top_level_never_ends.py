"""Statement after statement that does not end."""

while True:
    pass
while 1:
    pass
while 2:
    pass
while 3:
    pass
while 4:
    pass
while 5:
    pass
