namespace RulesRouter.Cli.Tests;

public sealed class SchemaTests
{
    [Fact]
    public void Every_schema_is_listed_and_printed_as_in_the_repository()
    {
        var names = Terminal.Run("schema").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(name => name.Trim()).ToList();

        Assert.Equal(
            Directory.GetFiles(Path.Combine(Repository.Root, "schemas"), "*.schema.json")
                .Select(file => Path.GetFileName(file)[..^".schema.json".Length])
                .Order(StringComparer.Ordinal),
            names);
        Assert.All(
            names,
            name => Assert.Equal(
                File.ReadAllText(Path.Combine(Repository.Root, "schemas", $"{name}.schema.json")).TrimEnd(),
                Terminal.Run("schema", name).Output.TrimEnd()));
    }

    [Fact]
    public void Unknown_name_suggests_the_nearest_one()
    {
        var result = Terminal.Run("schema", "routing-polcy");

        Assert.Equal(
            (2, "error: unknown schema `routing-polcy`; did you mean `routing-policy`?\n"),
            (result.ExitCode, result.Error.ReplaceLineEndings("\n")));
    }
}
