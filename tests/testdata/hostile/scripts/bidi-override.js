return 1; /* ‮ ; 0 nruter ⁦ */
