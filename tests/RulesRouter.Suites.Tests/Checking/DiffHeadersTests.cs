using RulesRouter.Suites.Checking;

namespace RulesRouter.Suites.Tests.Checking;

public sealed class DiffHeadersTests
{
    [Fact]
    public void Headers_of_further_files_are_completed() => Assert.Equal(
        """
        diff --git a/src/a.js b/src/a.js
        --- a/src/a.js
        +++ b/src/a.js
        @@ -1 +1 @@
        -one
        +two
        diff --git a/new.js b/new.js
        new file mode 100644
        --- /dev/null
        +++ b/new.js
        @@ -0,0 +1 @@
        +new
        diff --git a/old.js b/old.js
        deleted file mode 100644
        --- a/old.js
        +++ /dev/null
        @@ -1 +0,0 @@
        -old

        """,
        DiffHeaders.Completed(
            """
            --- src/a.js	2026-01-01 12:00:00
            +++ src/a.js	2026-01-02 12:00:00
            @@ -1 +1 @@
            -one
            +two
            --- /dev/null
            +++ b/new.js
            @@ -0,0 +1 @@
            +new
            --- a/old.js
            +++ /dev/null
            @@ -1 +0,0 @@
            -old

            """));

    [Fact]
    public void Diff_of_git_stays_as_it_is()
    {
        const string diff = "diff --git a/x b/x\nindex 1..2 100644\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n--- a\n+++ b\n";

        Assert.Equal(diff, DiffHeaders.Completed(diff));
    }
}
