using RulesRouter.Cli.Reference;

namespace RulesRouter.Cli.Tests;

/// <summary>policies/README.md is generated from the program; every entry needs an example.</summary>
public sealed class ReferenceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("reference").FullName;

    public static TheoryData<string> Sections =>
        [.. ReferenceSections.All().Where(section => section.Title != "Deprecated spellings").Select(section => section.Title)];

    [Theory]
    [MemberData(nameof(Sections))]
    public void Every_entry_has_an_example(string title)
    {
        var missing = ReferenceSections.All()
            .Single(section => section.Title == title).Entries.Where(entry => entry.UsedIn.Count == 0)
            .Select(entry => entry.Name)
            .ToList();

        Assert.True(
            missing.Count == 0,
            $"no file of src/RulesRouter.Cli/Reference/Examples uses: {string.Join(", ", missing)}. Use each in one of them (they load together), then run `make reference`");
    }

    [Fact]
    public void Every_entry_has_a_description() =>
        Assert.Empty(
            ReferenceSections.All().SelectMany(section => section.Entries).Where(
                entry => entry.Cells[^1].Length == 0 && !entry.Name.EndsWith('*')).Select(entry => entry.Name));

    [Fact]
    public void Examples_load_together_and_their_suites_pass()
    {
        foreach (var example in ReferenceExample.All)
        {
            File.WriteAllBytes(Path.Combine(folder, example.Name), example.File.Content.Span);
        }

        var validated = Terminal.Run("validate", folder);
        Assert.True(validated.ExitCode == 0, validated.Output);
        var tested = Terminal.Run("test", folder);
        Assert.True(tested.ExitCode == 0, tested.Output + tested.Error);
        var formatted = Terminal.Run("fmt", "--check", "--upgrade", folder);
        Assert.True(formatted.ExitCode == 0, formatted.Output + formatted.Error);
    }

    [Fact]
    public void Reference_in_the_repository_matches_this_build() => Assert.True(
        File.ReadAllText(Path.Combine(Repository.Root, "policies", "README.md"))
            .ReplaceLineEndings("\n") == Terminal.Run("reference").Output.ReplaceLineEndings("\n"),
        "policies/README.md is not what this build prints: run `make reference` and commit the file");

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
