using System.Text.RegularExpressions;

namespace RulesRouter.ArchitectureTests;

/// <summary>
/// Names, comments, messages, schemas and documents use the glossary's terms: these words do not appear in tracked files.
/// </summary>
public sealed partial class WordsTests
{
    private const string AllowList = "tests/RulesRouter.ArchitectureTests/allowed-words.txt";

    /// <summary>
    /// Content that is data and not ours to word: downloaded catalogs, attacks on the readers, recorded prompts, prompts in the words of
    /// many people, package locks.
    /// </summary>
    private static readonly string[] Data =
        ["LICENSE", "policies/catalog/", "tests/testdata/hostile/", "src/RulesRouter.Classification/Written/"];

    [Fact]
    public void Tracked_files_use_none_of_the_words_outside_the_glossary()
    {
        var allowed = Allowed();
        var found = Repository.Files.Where(IsProse).SelectMany(Occurrences).Where(one => !allowed.Contains((one.Path, one.Text))).ToList();

        Assert.True(found.Count == 0, $"{found.Count} lines use words outside the glossary; reword them, or add quotations to {AllowList}:\n"
            + string.Join('\n', found.Select(one => $"{one.Path}:{one.Line}: `{one.Word}`: {one.Text}")));
    }

    [Fact]
    public void Paths_use_none_of_the_words_outside_the_glossary() =>
        Assert.DoesNotContain(Repository.Files, path => IsProse(path) && Words().IsMatch(Spaced(path)));

    [Fact]
    public void Every_allowed_line_still_exists() =>
        Assert.Empty(Allowed().Except(Repository.Files.Where(IsProse).SelectMany(Occurrences).Select(one => (one.Path, one.Text))));

    [Theory]
    [InlineData("nobody knows", "nobody")]
    [InlineData("DemandReader", "Demand")]
    [InlineData("Every_model_that_Nobody_serves", "Nobody")]
    [InlineData("what came about", "came about")]
    [InlineData("it is laid out anew", "anew")]
    [InlineData("understands, standard, demand_for_a_tier, newcomer", "demand")]
    public void Word_is_found_inside_identifiers_and_sentences(string text, string word) =>
        Assert.Equal(word, Words().Match(Spaced(text)).Value);

    [Theory]
    [InlineData("the standard understands learned constraints")]
    [InlineData("retold newcomers standalone, on demand")]
    public void Longer_words_that_contain_one_are_accepted(string text) => Assert.DoesNotMatch(Words(), Spaced(text));

    private static bool IsProse(string path) =>
        path != AllowList
        && path != "tests/RulesRouter.ArchitectureTests/WordsTests.cs"
        && !Data.Any(prefix => path.StartsWith(prefix, StringComparison.Ordinal))
        && !path.EndsWith("packages.lock.json", StringComparison.Ordinal)
        && !(path.StartsWith("tests/testdata/import/", StringComparison.Ordinal) && path.EndsWith(".json", StringComparison.Ordinal))
        && !Repository.Read(path).Contains('\0');

    private static IEnumerable<(string Path, int Line, string Word, string Text)> Occurrences(string path) =>
        Repository.Read(path).Split('\n')
            .Select((text, index) => (path, index + 1, Words().Match(Spaced(text)).Value, text.Trim()))
            .Where(one => one.Value.Length > 0);

    /// <summary>Lines of <c>path: trimmed line</c>; <c>#</c> starts a comment.</summary>
    private static HashSet<(string Path, string Text)> Allowed() =>
    [
        .. Repository.Read(AllowList).Split('\n')
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Split(": ", 2))
            .Select(parts => (parts[0], parts[1])),
    ];

    /// <summary>Separates the words of an identifier.</summary>
    private static string Spaced(string text) => CamelCase().Replace(text, " ").Replace('_', ' ');

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex CamelCase();

    [GeneratedRegex(
        @"\b(nobody|whoever|whom|stands?|stood|(?<!on )demand(s|ed|ing)?|tells|told|anew|learnt|in vain|(gives?|gave|given|giving) way|(comes?|came|coming) about)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Words();
}
