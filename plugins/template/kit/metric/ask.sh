"$ORGSIM" query result.orgdb:run-1 "select id, unit from posts where holder is null order by id" --quiet
