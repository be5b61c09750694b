namespace RulesRouter.Cli.Tests;

public sealed class ValidateTests
{
    public static TheoryData<string> Cases => [.. Directory.GetDirectories(Repository.TestData("load")).Select(path => Path.GetFileName(path)!).Order()];

    /// <summary>Run with UPDATE_EXPECTED=1 to write what came over what was expected; then read the change.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_folder_with_mistakes_reports_them_word_for_word(string name)
    {
        var folder = Path.Combine(Repository.TestData("load"), name);
        var expected = Path.Combine(folder, "expected.txt");
        var result = Terminal.Run("validate", folder);
        var printed = result.Output.Replace(folder.Replace('\\', '/') + "/", "", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("UPDATE_EXPECTED") == "1")
        {
            File.WriteAllText(expected, printed);
        }

        Assert.Equal(File.ReadAllText(expected).ReplaceLineEndings(), printed.ReplaceLineEndings());
        Assert.Equal(printed.Contains(": 0 errors,", StringComparison.Ordinal) ? 0 : 3, result.ExitCode);
    }

    [Fact]
    public void The_shipped_policies_have_no_errors() =>
        Assert.Contains(" 0 errors", Terminal.Run("validate", Path.Combine(Repository.Root, "policies")).Output, StringComparison.Ordinal);

    [Fact]
    public void A_folder_that_does_not_exist_is_a_line_not_a_stack()
    {
        var result = Terminal.Run("validate", "no-such-folder");

        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith("error: `no-such-folder` cannot be read: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_option_is_a_matter_of_usage()
    {
        var result = Terminal.Run("decide", "--nonsense");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("`rulesrouter --help` lists the commands", result.Error, StringComparison.Ordinal);
    }
}
