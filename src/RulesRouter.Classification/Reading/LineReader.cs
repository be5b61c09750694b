namespace RulesRouter.Classifiers.Reading;

/// <summary>
/// The current line: its first characters, and whether it is code, which decides whether its words count as an instruction.
/// </summary>
internal ref struct LineReader(ref SignalCounts counts)
{
    private const int HeldWords = 24;

    /// <summary>Maximum number of words between "write" and "tests", as in "Write a few short tests".</summary>
    private const int WriteToTests = 5;
    private static readonly uint Unit = WordHash.Of("unit");

    /// <summary>Maximum position of the opening verb in words, as in "Could you please explain".</summary>
    private const int OpeningWords = 4;

    private readonly ref SignalCounts counts = ref counts;
    private HeldSignals held;
    private int heldCount;
    private int codeMarks;
    private int words;
    private int sinceWrite;
    private uint previous;
    private int depth;
    private bool fenced;
    private bool insideFence;
    private char last;
    private bool afterDot;
    private bool dotted;
    private char quote;
    private int quoteAt;
    private int openBrackets;

    private readonly void Add(Signal signal, int by) => counts[(int)signal] += by;

    public void Start(ReadOnlySpan<char> rest)
    {
        (heldCount, codeMarks, words, fenced, last) = (0, 0, 0, false, '\0');
        (afterDot, dotted, quote) = (false, false, '\0');
        (sinceWrite, previous) = (WriteToTests, 0);
        var indent = 0;
        while (indent < rest.Length && rest[indent] is ' ' or '\t')
        {
            indent++;
        }

        var body = rest[indent..];
        if (body.IsEmpty || body[0] is '\n' or '\r')
        {
            return;
        }

        if (indent > 0)
        {
            Add(Signal.IndentedLines, 1);
            counts[(int)Signal.MaxIndent] = Math.Max(counts[(int)Signal.MaxIndent], indent);
            codeMarks += indent is > 1 and < 60 ? 1 : 0;
        }

        var mark = LineStarts.Of(body);
        if (mark is { } signal)
        {
            Add(signal, 1);
            codeMarks += signal is Signal.DiffHunks or Signal.DiffAdded or Signal.DiffRemoved or Signal.InteractivePrompts ? 2 : 0;
            fenced = signal == Signal.Fences;
            insideFence ^= fenced;
        }
    }

    public void Word(in Word word)
    {
        word.CountIn(ref counts);
        if (word.IsNumber)
        {
            return;
        }

        var hash = word.Hash;
        words++;
        last = 'w';
        (dotted, afterDot) = (afterDot, false);
        var afterUnit = previous == Unit;
        (previous, sinceWrite) = (hash, sinceWrite + 1);
        var found = SignalWords.Find(hash, out var namesCode);
        Add(Signal.CodeWord, namesCode ? 1 : 0);
        if (found is not { } signal)
        {
            return;
        }

        if (signal == Signal.Test && (afterUnit || sinceWrite < WriteToTests))
        {
            Hold(Signal.AsksForTests);
        }

        if (counts[(int)Signal.Opening] == 0
            && words <= OpeningWords
            && counts[(int)Signal.Words] <= OpeningWords
            && IsInstruction(signal)
            && !namesCode)
        {
            counts[(int)Signal.Opening] = (int)signal;
        }

        sinceWrite = signal == Signal.Write ? 0 : sinceWrite;

        if (signal is >= Signal.Definitions and <= Signal.Asserts)
        {
            codeMarks++;
        }

        Hold(signal);
    }

    private static bool IsInstruction(Signal signal) =>
        signal is Signal.Explain or Signal.Review or Signal.Refactor or Signal.Fix or Signal.Write or Signal.Summarise;

    private void Hold(Signal signal)
    {
        if (heldCount < HeldWords)
        {
            held[heldCount++] = signal;
        }
    }

    public void Punctuation(ReadOnlySpan<char> text, int at)
    {
        var unit = text[at];
        ref readonly var mark = ref PunctuationMark.Of(unit);
        counts[(int)mark.Signal]++;
        codeMarks += mark.CodeMarks;
        if (mark.NeedsContext)
        {
            ReadContext(unit, text, at);
        }

        (last, afterDot) = (unit, unit == '.' && last == 'w');
    }

    /// <summary>Signals that depend on neighbouring characters.</summary>
    private void ReadContext(char unit, ReadOnlySpan<char> text, int at)
    {
        var next = at + 1 < text.Length ? text[at + 1] : '\0';
        switch (unit)
        {
            case '(':
                depth++;
                counts[(int)Signal.MaxParenDepth] = Math.Max(counts[(int)Signal.MaxParenDepth], depth);
                Add(Signal.Calls, last == 'w' ? 1 : 0);
                Add(Signal.MethodCalls, last == 'w' && dotted ? 1 : 0);
                break;
            case ')': depth = Math.Max(0, depth - 1); break;
            case '[':
                openBrackets++;
                Add(Signal.NegativeIndexes, next == '-' ? 1 : 0);
                break;
            case ']': openBrackets = Math.Max(0, openBrackets - 1); break;
            case ':': Add(Signal.Slices, openBrackets > 0 ? 1 : 0); break;
            case '<':
                Add(Signal.FillMarkers, FillMarkers.StartsWithMarker(text[at..]) ? 1 : 0);
                Add(Signal.Comparisons, next == '=' && last is not ('=' or '!') ? 1 : 0);
                break;
            case '=' or '!' or '>': Add(Signal.Comparisons, next == '=' && last is not ('=' or '!') ? 1 : 0); break;
            case '+' or '-': Add(Signal.Increments, next == unit || next == '=' ? 1 : 0); break;
            case '?': Add(Signal.Holes, next == '?' ? 1 : 0); break;
            case '"' or '\'' when quote == unit:
                Add(Signal.LiteralCharacters, at - quoteAt);
                quote = '\0';
                break;
            case '"' or '\'' when quote == '\0' && last != 'w': (quote, quoteAt) = (unit, at); break;
            default: break;
        }
    }

    public void End()
    {
        Add(Signal.Lines, 1);
        if (words == 0 && last == '\0')
        {
            Add(Signal.BlankLines, 1);
        }

        codeMarks += last switch { ';' or '{' or '}' => 2, ')' or ':' or ',' => 1, _ => 0 };
        var code = !fenced && (insideFence || codeMarks >= 2 && words <= 6 * codeMarks);
        Add(Signal.CodeLines, code ? 1 : 0);
        Add(Signal.OpenEnds, code && (last is 'w' or ')' or ']') ? 1 : 0);
        for (var at = 0; at < heldCount; at++)
        {
            var signal = held[at];
            if (signal < Signal.Explain || !code)
            {
                Add(signal, 1);
            }
        }
    }
}
