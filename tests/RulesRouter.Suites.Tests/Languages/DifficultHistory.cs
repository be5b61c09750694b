using LibGit2Sharp;

namespace RulesRouter.Suites.Tests.Languages;

/// <summary>A repository in one language whose history has every case that is hard to mine or to check.</summary>
internal static class DifficultHistory
{
    public const string Fix = "Fix the sum of an empty list";
    public const string Mean = "Add the mean of a list";
    public const string Lucky = "Say whether luck is on our side";

    public static GitHistory Of(TestLanguage language)
    {
        var history = new GitHistory();
        var (source, test) = (language.SourcePath, language.TestPath);
        history.Commit(
            "Start",
            [
                .. language.Setup.Select(file => (file.Path, (string?)file.Content)),
                (source, language.Source(language.BrokenSum)), (test, language.Test(language.TestAdds)),
            ]);
        history.Commit(Fix, (source, language.Source(language.Sum)), (test, language.Test(language.TestAdds, language.TestEmpty)));
        var tests = language.Test(language.TestAdds, language.TestEmpty, language.TestMean);
        history.Merge("mean", "Merge branch 'mean'", () =>
        {
            history.Commit(Mean, (source, language.Source(language.Sum, language.Mean)));
            history.Commit("Test the mean", (test, tests));
        });
        AddWhatIsNoTask(history, language, tests);
        AddChangesOfLuck(history, language);
        AddSubmodule(history);
        return history;
    }

    private static void AddWhatIsNoTask(GitHistory history, TestLanguage language, string tests)
    {
        var extension = Path.GetExtension(language.SourcePath);
        history.Commit("Leave a blank line after the tests", (language.TestPath, tests + "\n"));
        File.WriteAllText(Path.Combine(history.Folder, $"more{extension}"), "");
        File.WriteAllText(Path.Combine(history.Folder, language.TestPath), tests + "\n\n");
        history.CommitBytes("Show a picture of the mean", "docs/mean.png", [0x89, 0x50, 0, 1, 2, 255]);
        history.Commit("Parts", [.. Parts("old", 7, extension), (language.TestPath, tests + "\n\n\n")]);
        history.Commit(
            "Move the parts to another folder",
            [
                .. Parts("old", 7, extension).Select(part => (part.Path, (string?)null)), .. Parts("new", 7, extension),
                (language.TestPath, tests + "\n\n\n\n"),
            ]);
        history.Commit("Support all kinds of numbers", [.. Parts("kinds", 12, extension), (language.TestPath, tests + "\n\n\n\n\n")]);
    }

    private static void AddChangesOfLuck(GitHistory history, TestLanguage language)
    {
        var (message, code) = language.Revealing;
        string[] tests = [language.TestAdds, language.TestEmpty, language.TestMean, language.TestRevealed];
        history.Commit(
            message,
            (language.SourcePath, language.Source(language.Sum, language.Mean, code)),
            (language.TestPath, language.Test(tests)));
        history.Commit(
            Lucky,
            (language.SourcePath, language.Source(language.Sum, language.Mean, code, language.Extra)),
            (language.TestPath, language.Test([.. tests, language.Luck])));
        history.Commit(
            $"Revert \"{Lucky}\"",
            (language.SourcePath, language.Source(language.Sum, language.Mean, code)),
            (language.TestPath, language.Test(tests) + "\n"));
    }

    /// <summary>The last commit, as the index does not know the submodule.</summary>
    private static void AddSubmodule(GitHistory history)
    {
        var repository = history.Repository;
        var content = repository.ObjectDatabase.CreateBlob(new MemoryStream("2;\n"u8.ToArray()));
        var tree = TreeDefinition.From(repository.Head.Tip)
            .AddGitLink("library", repository.Head.Tip.Id)
            .Add("src/use.js", content, Mode.NonExecutableFile)
            .Add("test/use.test.js", content, Mode.NonExecutableFile);
        var author = new Signature("Ada", "ada@example.org", new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
        var commit = repository.ObjectDatabase.CreateCommit(
            author, author, "Use the library of numbers", repository.ObjectDatabase.CreateTree(tree), [repository.Head.Tip], false);
        repository.Refs.UpdateTarget(repository.Refs.Head.ResolveToDirectReference(), commit.Id);
    }

    private static IEnumerable<(string Path, string? Content)> Parts(string folder, int count, string extension) =>
        Enumerable.Range(1, count).Select(number => ($"{folder}/part{number}{extension}", (string?)$"// part {number}\n// of many\n"));
}
