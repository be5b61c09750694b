using System.Text.RegularExpressions;

namespace RulesRouter.ArchitectureTests;

/// <summary>Lines of code have at most 140 characters, unless a string literal crosses the limit: literals are not split.</summary>
public sealed partial class LineLengthTests
{
    private const int Max = 140;

    [Fact]
    public void Lines_of_code_have_at_most_140_characters()
    {
        var tooLong = Repository.Files.Where(path => path.EndsWith(".cs", StringComparison.Ordinal)).SelectMany(TooLong).ToList();

        Assert.True(tooLong.Count == 0, string.Join('\n', tooLong));
    }

    [Theory]
    [InlineData("var sum = {0} + 1;", true)]
    [InlineData("Assert.Equal(\"{0}\", text);", false)]
    [InlineData("Assert.Equal($\"{{(known ? \"{0}\" : \"unknown\")}}\", text);", false)]
    [InlineData("// {0}", true)]
    public void Only_a_literal_may_cross_the_limit(string line, bool tooLong)
    {
        var filled = line.Replace("{0}", string.Concat(Enumerable.Repeat("long ", 40)), StringComparison.Ordinal);

        Assert.Equal(tooLong, IsTooLong(filled));
    }

    private static IEnumerable<string> TooLong(string path)
    {
        var raw = false;
        foreach (var (line, number) in Repository.Read(path).Split('\n').Select((line, index) => (line, index + 1)))
        {
            if (raw)
            {
                raw = !line.TrimStart().StartsWith("\"\"\"", StringComparison.Ordinal);
            }
            else
            {
                if (IsTooLong(line))
                {
                    yield return $"{path}:{number}: {line.Length} characters";
                }

                raw = OpensRawLiteral().IsMatch(line);
            }
        }
    }

    private static bool IsTooLong(string line) => line.Length > Max && !Literals(line)
        .Any(literal => literal.Start < Max && Max < literal.End);

    /// <summary>The literals of a line; one that others are nested in counts as a whole.</summary>
    private static IEnumerable<(int Start, int End)> Literals(string line)
    {
        for (var at = 0; at < line.Length && !line.AsSpan(at).StartsWith("//"); at++)
        {
            if (line[at] == '"')
            {
                var end = EndOfLiteral(line, at);
                yield return (at, end);
                at = end - 1;
            }
            else if (CharacterLiteral().Match(line, at) is { Success: true } match && match.Index == at)
            {
                at += match.Length - 1;
            }
        }
    }

    private static int EndOfLiteral(string line, int start)
    {
        var quotes = line.AsSpan(start).StartsWith("\"\"\"") ? "\"\"\"" : "\"";
        var interpolated = start > 0 && line[start - 1] is '$' or '@';
        var depth = 0;
        for (var at = start + quotes.Length; at < line.Length; at++)
        {
            if (line[at] == '\\' && depth == 0 && quotes.Length == 1)
            {
                at++;
            }
            else if (interpolated && line[at] is '{' or '}')
            {
                depth = Math.Max(0, depth + (line[at] == '{' ? 1 : -1));
            }
            else if (depth > 0 && line[at] == '"')
            {
                at = EndOfLiteral(line, at) - 1;
            }
            else if (depth == 0 && line.AsSpan(at).StartsWith(quotes))
            {
                return at + quotes.Length;
            }
        }

        return line.Length;
    }

    [GeneratedRegex(@"^(?!\s*//)(?:[^""]|""(?!""""))*\$*""""""\s*$")]
    private static partial Regex OpensRawLiteral();

    [GeneratedRegex(@"'(\\.[^']*|[^'\\])'")]
    private static partial Regex CharacterLiteral();
}
