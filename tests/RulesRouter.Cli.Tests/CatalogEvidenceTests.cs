namespace RulesRouter.Cli.Tests;

public sealed class CatalogEvidenceTests : IDisposable
{
    private static readonly string Catalog = Repository.TestData("catalog");

    private readonly string folder = Directory.CreateTempSubdirectory("evidence").FullName;

    [Fact]
    public void Template_lists_the_named_providers_and_validates_beside_the_catalog()
    {
        var file = Path.Combine(folder, "ours.yaml");

        var written = Terminal.Run("catalog", "evidence", "--template", "openai", "anthropic", "--policies", Catalog, "--output", file);

        Assert.Equal(
            (0, $"wrote {file}; fill it in, then run `rulesrouter validate`\n", ""),
            (written.ExitCode, written.Output, written.Error));
        Assert.Equal(
            ["    \"anthropic\":", "    \"openai\":"],
            File.ReadLines(file).Where(line => line.StartsWith("    \"", StringComparison.Ordinal)));
        Assert.Equal(0, Terminal.Run("validate", Catalog, file).ExitCode);
    }

    [Fact]
    public void Template_lists_every_provider_by_default()
    {
        var printed = Terminal.Run("catalog", "evidence", "--template", "--policies", Catalog);

        Assert.Equal((0, ""), (printed.ExitCode, printed.Error));
        Assert.Equal(10, printed.Output.Split('\n').Count(line => line.StartsWith("    \"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("error: the catalog has no provider `antropic`; did you mean `anthropic`?\n", "--template", "antropic")]
    [InlineData("error: `catalog evidence` needs --template, which writes a file to fill in\n", "anthropic")]
    public void Unknown_provider_or_no_template_is_a_usage_error(string error, params string[] arguments)
    {
        var result = Terminal.Run(["catalog", "evidence", "--policies", Catalog, .. arguments]);

        Assert.Equal((2, "", error), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public void Existing_file_is_kept()
    {
        var file = Path.Combine(folder, "ours.yaml");
        File.WriteAllText(file, "mine");

        var result = Terminal.Run("catalog", "evidence", "--template", "--policies", Catalog, "--output", file);

        Assert.Equal((2, $"error: `{file}` exists; name a new file with --output\n"), (result.ExitCode, result.Error));
        Assert.Equal("mine", File.ReadAllText(file));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
