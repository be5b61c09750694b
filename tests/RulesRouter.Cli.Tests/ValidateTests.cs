namespace RulesRouter.Cli.Tests;

public sealed class ValidateTests
{
    public static TheoryData<string> Cases =>
        [.. Directory.GetDirectories(Repository.TestData("load")).Select(path => Path.GetFileName(path)!).Order()];

    /// <summary>Run with UPDATE_EXPECTED=1 to overwrite the expected output; then review the change.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Folder_with_errors_prints_the_expected_diagnostics(string name)
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
    public void Shipped_policies_have_no_errors() =>
        Assert.Contains(" 0 errors", Terminal.Run("validate", Path.Combine(Repository.Root, "policies")).Output, StringComparison.Ordinal);

    [Fact]
    public void Missing_folder_is_a_usage_error()
    {
        var result = Terminal.Run("validate", "no-such-folder");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("error: `no-such-folder` does not exist\n", result.Error);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("36501")]
    [InlineData("2147483647")]
    public void Days_of_evidence_outside_a_century_are_a_usage_error(string days)
    {
        var result = Terminal.Run("validate", "--evidence-days", days);

        Assert.Equal(
            (2, "error: --evidence-days must be a number of days from 0 to 36500"),
            (result.ExitCode, result.Error.Split('\n')[0]));
    }
}
