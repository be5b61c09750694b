namespace RulesRouter.Suites.Editing;

/// <summary>What a prompt says about the format of the answer.</summary>
internal static class EditInstructions
{
    public static string Of(EditFormat format) => format switch
    {
        EditFormat.WholeFile =>
            """
            Answer with every file that you change or add, as a whole. Write a line `FILE: path` and then the content in a fenced block:

            FILE: src/example.txt
            ```
            the complete new content
            ```
            """,
        EditFormat.SearchReplace =>
            """
            Answer with search/replace blocks. Write a line `FILE: path` and then one or more blocks. The lines of SEARCH must occur in the
            file exactly once; an empty SEARCH makes a new file:

            FILE: src/example.txt
            <<<<<<< SEARCH
            lines to find
            =======
            lines to put in their place
            >>>>>>> REPLACE
            """,
        EditFormat.UnifiedDiff =>
            """
            Answer with one unified diff in a fenced block, with `--- a/path` and `+++ b/path` for every file and three lines of context:

            ```diff
            --- a/src/example.txt
            +++ b/src/example.txt
            @@ -1,3 +1,3 @@
             a line of context
            -a removed line
            +an added line
             a line of context
            ```
            """,
    };
}
