namespace RulesRouter.Classifiers.Reading;

/// <summary>Separates instructions from code by each line alone and the fence around it.</summary>
internal static class TaskLines
{
    /// <summary>A line with so many words between blanks and few symbols is prose, however it begins and ends.</summary>
    private const int MinPlainWords = 4;

    /// <summary>Of an instruction that ends in a semicolon, or in a colon before code.</summary>
    private const int MinSentenceWords = 3;

    /// <summary>Maximum number of characters of an instruction in front of code.</summary>
    private const int MaxInstruction = 100;

    /// <summary>What the first word of an instruction means.</summary>
    private static readonly HashSet<Concept> Requests =
    [
        Concept.Explain, Concept.Summarise, Concept.Translate, Concept.Review, Concept.Improve, Concept.Rename,
        Concept.Convert, Concept.Fix, Concept.Write, Concept.Add, Concept.Classify, Concept.Extract,
        Concept.Reword, Concept.Complete, Concept.Find, Concept.Show, Concept.Remove, Concept.Please,
        Concept.Who, Concept.What, Concept.How, Concept.Why, Concept.Calculate,
    ];

    /// <summary>What an instruction of one word means: "simplify: …".</summary>
    private static readonly HashSet<Concept> WordRequests =
        [Concept.Explain, Concept.Summarise, Concept.Translate, Concept.Review, Concept.Improve, Concept.Fix];

    private const string Symbols = "{}()[];=<>_$#\\|&*/+@~^";

    /// <summary>1 for each ASCII character that is a symbol.</summary>
    private static readonly byte[] SymbolCounts =
        [.. Enumerable.Range(0, 128).Select(unit => (byte)(Symbols.Contains((char)unit, StringComparison.Ordinal) ? 1 : 0))];

    /// <summary>Words that begin lines of code in many languages.</summary>
    private static readonly HashSet<uint> Openings =
    [
        .. ("def class import from return public private protected static const let var func fn function if for while else switch case try catch "
            + "package using namespace struct enum interface export async await void int elif end module require include override impl pub use mut "
            + "val type echo fi done resource variable output").Split(' ').Select(WordHash.Of),
    ];

    public static TaskLine Of(ReadOnlySpan<char> line, bool fenced)
    {
        var body = line.TrimStart(" \t");
        var indent = line.Length - body.Length;
        body = body.TrimEnd(" \t\r");
        if (body.IsEmpty)
        {
            return TaskLine.Blank;
        }

        if (body.StartsWith("```") || body.StartsWith("~~~"))
        {
            return TaskLine.Fence;
        }

        if (IsDiff(line, fenced))
        {
            return TaskLine.Diff;
        }

        if (IsComment(body))
        {
            return TaskLine.Comment;
        }

        if (fenced)
        {
            return TaskLine.Code;
        }

        var tabbed = line[0] == '\t' || indent >= 4;
        var symbols = SymbolsIn(body);
        if (symbols == 1 && body[^1] == ';' && IsSentence(body[..^1]))
        {
            return TaskLine.Prose;
        }

        var looksLikeCode = symbols * 6 > body.Length
            || body[^1] is ';' or '{' or '}'
            || (symbols > 0 || tabbed || body.Length < 5) && StartsAsCode(body)
            || tabbed && symbols * 12 > body.Length;
        return looksLikeCode && (symbols * 12 >= body.Length || PlainWordsIn(body) < MinPlainWords) ? TaskLine.Code : TaskLine.Prose;
    }

    /// <summary>
    /// The length of an instruction in front of the code on its line: "Explain this pattern: ^[a-z]+$". 0 if there is none.
    /// </summary>
    public static int InstructionIn(ReadOnlySpan<char> line)
    {
        var end = line[..Math.Min(line.Length, MaxInstruction)].IndexOfAny(":?：？");
        if (end <= 0 || end + 1 == line.Length || line[end + 1] == line[end] || SymbolsIn(line[..end]) > 0)
        {
            return 0;
        }

        var instruction = line[..end];
        return IsSentence(instruction) || !instruction.Contains(' ') && WordRequests.Contains(ConceptWords.OfFirst(instruction))
            ? end + 1
            : 0;
    }

    private static bool IsDiff(ReadOnlySpan<char> line, bool fenced) => line[0] switch
    {
        '@' => line.StartsWith("@@ "),
        'd' => line.StartsWith("diff --git "),
        'i' => line.StartsWith("index ") && line.Length < 60 && line.Contains("..", StringComparison.Ordinal),
        '+' => fenced || line.StartsWith("+++ ") || line.Length > 1 && line[1] is ' ' or '\t',
        '-' => line.StartsWith("--- ") || fenced && line.Length > 1 && line[1] is ' ' or '\t',
        _ => false,
    };

    private static bool IsComment(ReadOnlySpan<char> body) =>
        body.StartsWith("//") || body.StartsWith("/*") || body.StartsWith("* ") && body.Length > 2 && body.EndsWith("*/")
        || body.StartsWith("#!") || body.StartsWith("<!--");

    private static bool StartsAsCode(ReadOnlySpan<char> body)
    {
        var (hash, length) = (WordHash.Start, 0);
        while (length < body.Length && char.IsAsciiLetterLower(body[length]))
        {
            hash = WordHash.Add(hash, body[length++]);
        }

        return length > 0 && (length == body.Length || body[length] is ' ' or '(' or ';' or ':' or '{') && Openings.Contains(hash);
    }

    /// <summary>
    /// A line that ends like a statement is an instruction if it has no other symbol and opens with what it asks for: "Explain the
    /// following code;".
    /// </summary>
    private static bool IsSentence(ReadOnlySpan<char> body)
    {
        var words = PlainWordsIn(body);
        return words > MinPlainWords && !StartsAsCode(body)
            || (words >= MinSentenceWords || words > 1 && char.IsUpper(body[0])) && Requests.Contains(ConceptWords.OfFirst(body));
    }

    /// <summary>Words of letters alone, between blanks.</summary>
    private static int PlainWordsIn(ReadOnlySpan<char> body)
    {
        var (found, plain, length) = (0, true, 0);
        for (var at = 0; at <= body.Length; at++)
        {
            if (at == body.Length || body[at] == ' ')
            {
                found += plain && length > 0 ? 1 : 0;
                (plain, length) = (true, 0);
                continue;
            }

            var unit = body[at];
            if (char.IsLetter(unit))
            {
                length++;
            }
            else if (!(unit is ',' or '.' or '?' or '!' or '\'' && length > 0))
            {
                plain = false;
            }
        }

        return found;
    }

    private static int SymbolsIn(ReadOnlySpan<char> body)
    {
        var found = 0;
        foreach (var unit in body)
        {
            found += unit < 128 ? SymbolCounts[unit] : 0;
        }

        return found;
    }
}
