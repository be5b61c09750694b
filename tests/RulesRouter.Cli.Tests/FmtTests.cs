namespace RulesRouter.Cli.Tests;

public sealed class FmtTests : IDisposable
{
    private const string Untidy = "apiVersion: rulesrouter/v1alpha1\nkind:   Catalog # of what\nmetadata: {name: x}\nspec: {}\n";
    private readonly string folder = Directory.CreateTempSubdirectory("fmt").FullName;

    [Fact]
    public void Check_lists_files_that_would_change_and_writes_none()
    {
        var file = Write("a.yaml", Untidy);

        var result = Terminal.Run("fmt", "--check", folder);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal($"{file} would change\n1 file, 1 would change\n", result.Output.ReplaceLineEndings("\n"));
        Assert.Equal(Untidy, File.ReadAllText(file));
    }

    [Fact]
    public void Formatting_keeps_comments_and_is_idempotent()
    {
        var file = Write("a.yaml", Untidy);

        Assert.Equal(0, Terminal.Run("fmt", folder).ExitCode);
        Assert.Equal(
            "apiVersion: rulesrouter/v1alpha1\nkind: Catalog # of what\nmetadata: { name: x }\nspec: {}\n",
            File.ReadAllText(file));
        Assert.Equal("1 file, 0 changed\n", Terminal.Run("fmt", folder).Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Upgrade_rewrites_deprecated_spellings()
    {
        var file = Write("a.yaml", Untidy);
        Assert.Contains(
            "a.yaml:1:13: warning RR0105: `rulesrouter/v1alpha1` is deprecated",
            Terminal.Run("validate", folder).Output,
            StringComparison.Ordinal);

        Assert.Equal(0, Terminal.Run("fmt", "--upgrade", folder).ExitCode);

        Assert.StartsWith("apiVersion: rulesrouter/v1\n", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.DoesNotContain("RR0105", Terminal.Run("validate", folder).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_not_yaml_are_reported_and_the_rest_formatted()
    {
        var bad = Write("a.yaml", "a: [\n");
        var good = Write("b.yaml", "a:   1\n");

        var result = Terminal.Run("fmt", folder);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("a.yaml:2:1: error RR0001", result.Error, StringComparison.Ordinal);
        Assert.Equal("a: [\n", File.ReadAllText(bad));
        Assert.Equal("a: 1\n", File.ReadAllText(good));
    }

    [Fact]
    public void Standard_input_is_formatted_to_standard_output() =>
        Assert.Equal("a: [1, 2]\n", Terminal.RunWith("a:   [ 1,2 ]", "fmt", "-").Output);

    [Fact]
    public void Missing_folder_is_a_usage_error()
    {
        var result = Terminal.Run("fmt", "no-such-folder");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("error: `no-such-folder` does not exist\n", result.Error);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name).Replace('\\', '/');
        File.WriteAllText(path, text);
        return path;
    }
}
