using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Reading;

/// <summary>
/// Reads the features from which the task is recognised: the instruction apart from code, the system text, and the shape of both. Of a long
/// text it reads the beginning and the end, where instructions are.
/// </summary>
internal ref struct TaskReader
{
    private const int HeadLength = 1500;
    private const int TailLength = 700;
    private const int HeadWords = 80;
    private const int TailWords = 40;
    private const int EndWords = 14;

    /// <summary>Below this number of words the text has no instruction, which is then in the system text.</summary>
    private const int MinWords = 4;
    private const int MaxCodeWords = 60;
    private const int MaxSystemCharacters = 700;
    private const int MaxSystemWords = 70;

    /// <summary>Words of the system text in which it names a kind.</summary>
    private const int SystemOpening = 24;
    private const int MaxCharacters = 300;

    private TaskGrams grams;
    private readonly Span<Line> lines;
    private int lineCount;
    private bool fenced;

    private int proseLines, codeLines, diffLines, commentLines, fences, proseCharacters, proseWords, numbers, questions;
    private int ascii, latin, cyrillic, eastAsian, kana, hangul, otherScript;
    private ulong anywhere, opening, closing, early;
    private uint openingKinds, closingKinds, systemKinds;
    private readonly Span<uint> words;
    private readonly Span<Concept> concepts;
    private static readonly uint Number = WordHash.Of("#");

    private static readonly char[] Folded =
    [
        .. Enumerable.Range(0, 128).Select(unit => (char)unit)
            .Select(unit => char.IsAsciiLetterOrDigit(unit) || unit == '_' ? char.ToLowerInvariant(unit) : '\0'),
    ];

    private TaskReader(TaskGrams grams, Span<Line> lines, Span<uint> words, Span<Concept> concepts)
    {
        this.grams = grams;
        this.lines = lines;
        this.words = words;
        this.concepts = concepts;
    }

    private readonly record struct Line(int Start, int Length, TaskLine Kind);

    public static void Read(in ClassifierInput input, in PromptFeatures features, ref TaskGrams grams)
    {
        Span<Line> lines = stackalloc Line[256];
        Span<uint> words = stackalloc uint[HeadWords + TailWords];
        Span<Concept> concepts = stackalloc Concept[HeadWords + TailWords];
        var reader = new TaskReader(grams, lines, words, concepts);
        var text = (input.Text ?? "").AsSpan();
        var head = text.Length <= HeadLength + TailLength ? text : text[..HeadLength];
        reader.Split(head, 0);
        if (head.Length < text.Length)
        {
            reader.Split(text[^TailLength..], text.Length - TailLength);
        }

        reader.ReadProse(text);
        if (reader.proseWords < MinWords)
        {
            reader.ReadInstructions(input.SystemText);
        }

        reader.ReadOpening();
        reader.grams.End(TaskView.Opening);
        reader.ReadClosing();
        reader.grams.End(TaskView.Closing);
        reader.ReadWords();
        reader.grams.End(TaskView.Words);
        reader.ReadCharacters(text);
        reader.grams.End(TaskView.Characters);
        reader.ReadConcepts();
        reader.grams.End(TaskView.Concepts);
        reader.ReadPairs();
        reader.grams.End(TaskView.Pairs);
        reader.ReadCode(text);
        reader.grams.End(TaskView.Code);
        var systemConcepts = reader.ReadSystem(input.SystemText);
        reader.grams.End(TaskView.System);
        reader.ReadShape(text, input, features, systemConcepts);
        reader.grams.End(TaskView.Shape);
        reader.grams.Outline = reader.Outline();
        grams = reader.grams;
    }

    /// <summary>The outline without the features.</summary>
    public static TaskOutline OutlineOf(in ClassifierInput input, in PromptFeatures features)
    {
        var grams = new TaskGrams();
        try
        {
            Read(input, features, ref grams);
            return grams.Outline;
        }
        finally
        {
            grams.Dispose();
        }
    }

    private void Split(ReadOnlySpan<char> part, int offset)
    {
        while (!part.IsEmpty && lineCount < lines.Length)
        {
            var length = part.IndexOf('\n');
            var line = length < 0 ? part : part[..length];
            var kind = line.IsEmpty ? TaskLine.Blank : TaskLines.Of(line, fenced);
            fenced ^= kind == TaskLine.Fence;
            fences += kind == TaskLine.Fence ? 1 : 0;
            proseLines += kind == TaskLine.Prose ? 1 : 0;
            codeLines += kind == TaskLine.Code ? 1 : 0;
            diffLines += kind == TaskLine.Diff ? 1 : 0;
            commentLines += kind == TaskLine.Comment ? 1 : 0;
            lines[lineCount++] = new Line(offset, line.Length, kind);
            offset += line.Length + 1;
            part = length < 0 ? default : part[(length + 1)..];
        }
    }

    private readonly TaskOutline Outline() => new()
    {
        ProseLines = proseLines,
        CodeLines = codeLines,
        DiffLines = diffLines,
        ProseWords = proseWords,
        Concepts = opening | closing,
        OpeningKinds = openingKinds,
        ClosingKinds = closingKinds,
        SystemKinds = systemKinds,
    };

    private readonly int FirstProse()
    {
        for (var at = 0; at < lineCount; at++)
        {
            if (lines[at].Kind == TaskLine.Prose)
            {
                return at;
            }
        }

        return -1;
    }

    private readonly int LastProse()
    {
        for (var at = lineCount - 1; at >= 0; at--)
        {
            if (lines[at].Kind == TaskLine.Prose)
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Words of the instruction, of a long one those at the beginning and at the end.</summary>
    private void ReadProse(ReadOnlySpan<char> text)
    {
        var (first, last) = (FirstProse(), LastProse());
        if (first < 0)
        {
            return;
        }

        for (var at = first; at <= last; at++)
        {
            if (lines[at].Kind == TaskLine.Prose)
            {
                ReadProseLine(text.Slice(lines[at].Start, lines[at].Length));
            }
        }
    }

    private void ReadInstructions(string? system)
    {
        var rest = system.AsSpan(0, Math.Min(system?.Length ?? 0, MaxSystemCharacters));
        foreach (var line in rest.EnumerateLines())
        {
            ReadProseLine(line);
        }
    }

    private void ReadProseLine(ReadOnlySpan<char> line)
    {
        proseCharacters += line.Length;
        for (var at = 0; at < line.Length;)
        {
            var unit = line[at];
            if (!IsWord(unit))
            {
                questions += unit is '?' or '？' or '؟' ? 1 : 0;
                at++;
                continue;
            }

            if (IsEastAsian(unit))
            {
                eastAsian++;
                kana += unit is >= '\u3040' and <= '\u30FF' ? 1 : 0;
                var next = at + 1 < line.Length && IsEastAsian(line[at + 1]) ? line[at + 1] : '\0';
                var single = WordHash.Add(WordHash.Start, unit);
                var pair = next == '\0' ? single : WordHash.Add(single, next);
                Keep(pair, next == '\0' ? Concept.None : ConceptWords.Find(pair));
                at++;
                continue;
            }

            var hash = WordHash.Start;
            uint shortStem = 0, longStem = 0, syllables = 0;
            bool digits = true, isHangul = false;
            var start = at;
            for (; at < line.Length && Fold(line[at]) is var lower && lower != 0 && !IsEastAsian(lower); at++)
            {
                hash = WordHash.Add(hash, lower);
                digits &= char.IsAsciiDigit(lower);
                switch (at - start)
                {
                    case 1: syllables = hash; break;
                    case ConceptWords.ShortStem - 1: shortStem = hash; break;
                    case ConceptWords.LongStem - 1: longStem = hash; break;
                    default: break;
                }

                Count(lower, ref isHangul);
            }

            if (digits)
            {
                numbers++;
                hash = Number;
            }

            var concept = ConceptWords.Find(hash);
            if (concept == Concept.None && at - start >= ConceptWords.ShortStem)
            {
                concept = ConceptWords.FindStem(shortStem);
                if (concept == Concept.None && at - start >= ConceptWords.LongStem)
                {
                    concept = ConceptWords.FindStem(longStem);
                }
            }

            if (concept == Concept.None && isHangul)
            {
                concept = ConceptWords.Find(syllables);
            }

            Keep(hash, concept);
        }
    }

    private void Keep(uint hash, Concept concept)
    {
        var place = proseWords < HeadWords ? proseWords : HeadWords + (proseWords - HeadWords) % TailWords;
        (words[place], concepts[place]) = (hash, concept);
        proseWords++;
    }

    /// <summary>A word by its place among those kept, in the order of the text.</summary>
    private readonly int PlaceOf(int kept) =>
        kept < HeadWords || proseWords <= HeadWords + TailWords
            ? kept
            : HeadWords + (proseWords - HeadWords + kept - HeadWords) % TailWords;

    private readonly int KeptWords => Math.Min(proseWords, HeadWords + TailWords);

    private void ReadOpening()
    {
        uint before = 1;
        for (var at = 0; at < Math.Min(EndWords, KeptWords); at++)
        {
            var place = PlaceOf(at);
            var hash = words[place];
            grams.Add(hash ^ 0x51ED270Bu);
            grams.Add((before * 31 + hash) ^ 0x7F4A7C15u);
            if (at < 3)
            {
                grams.Add(hash ^ 0x2545F491u * (uint)(at + 2));
            }

            before = hash;
            openingKinds |= KindWords.MaskOf(hash);
            if (concepts[place] != Concept.None)
            {
                opening |= 1UL << (int)concepts[place];
                if (at < 4)
                {
                    early |= 1UL << (int)concepts[place];
                }
            }
        }
    }

    private void ReadClosing()
    {
        uint before = 1;
        for (var at = Math.Max(0, KeptWords - EndWords); at < KeptWords; at++)
        {
            var place = PlaceOf(at);
            var hash = words[place];
            grams.Add(hash ^ 0x3C6EF372u);
            grams.Add((before * 31 + hash) ^ 0x1F83D9ABu);
            before = hash;
            closingKinds |= KindWords.MaskOf(hash);
            closing |= concepts[place] == Concept.None ? 0 : 1UL << (int)concepts[place];
        }
    }

    private void ReadWords()
    {
        uint before = 1;
        for (var at = 0; at < KeptWords; at++)
        {
            var place = PlaceOf(at);
            var hash = words[place];
            grams.Add(hash);
            grams.Add(before * 31 + hash + 1);
            before = hash;
            anywhere |= concepts[place] == Concept.None ? 0 : 1UL << (int)concepts[place];
        }
    }

    private void Count(char lower, ref bool isHangul)
    {
        if (lower < 128)
        {
            ascii++;
        }
        else if (lower < 0x250)
        {
            latin++;
        }
        else if (lower is >= '\u0400' and <= '\u052F')
        {
            cyrillic++;
        }
        else if (lower is >= '\uAC00' and <= '\uD7AF')
        {
            hangul++;
            isHangul = true;
        }
        else
        {
            otherScript++;
        }
    }

    private void ReadCharacters(ReadOnlySpan<char> text)
    {
        var (first, last) = (FirstProse(), LastProse());
        var budget = MaxCharacters;
        if (first < 0)
        {
            return;
        }

        for (var at = first; at < lineCount && budget > 0; at++)
        {
            if (lines[at].Kind == TaskLine.Prose)
            {
                ReadCharacterLine(text.Slice(lines[at].Start, Math.Min(lines[at].Length, budget)), ref budget);
            }
        }

        if (budget <= 0 && last != first)
        {
            var line = lines[last];
            var length = Math.Min(line.Length, 160);
            var more = length;
            ReadCharacterLine(text.Slice(line.Start + line.Length - length, length), ref more);
        }
    }

    private void ReadCharacterLine(ReadOnlySpan<char> line, ref int budget)
    {
        uint one = ' ', two = 0, three = 0;
        for (var at = 0; at <= line.Length; at++)
        {
            uint unit = at == line.Length ? ' '
                : Fold(line[at]) is var lower && lower != 0 ? lower
                : line[at] is '?' or '？' ? '?'
                : (uint)' ';
            budget--;
            if (unit == ' ' && one == ' ')
            {
                continue;
            }

            // runs of three and four characters
            if (two != 0)
            {
                grams.Add(((two * 0x01000193 ^ one) * 0x01000193 ^ unit) * 0x85EBCA6B);
            }

            if (three != 0)
            {
                grams.Add((((three * 0x01000193 ^ two) * 0x01000193 ^ one) * 0x01000193 ^ unit) * 0xC2B2AE35);
            }

            (three, two, one) = (two, one, unit);
        }
    }

    private void ReadConcepts()
    {
        Each(anywhere, 0xB0000000u);
        Each(opening, 0xB1000000u);
        Each(closing, 0xB2000000u);
        Each(early, 0xB6000000u);
    }

    private void ReadPairs()
    {
        Pairs(opening, 0xB3000000u);
        Pairs(closing & ~opening, 0xB4000000u);
        var code = CodeShare();
        for (var rest = opening | closing; rest != 0; rest &= rest - 1)
        {
            grams.Add(0xB5000000u + (uint)(System.Numerics.BitOperations.TrailingZeroCount(rest) * 8 + code));
        }
    }

    private void Each(ulong concepts, uint tag)
    {
        for (var rest = concepts; rest != 0; rest &= rest - 1)
        {
            grams.Add(tag + (uint)System.Numerics.BitOperations.TrailingZeroCount(rest));
        }
    }

    private void Pairs(ulong concepts, uint tag)
    {
        for (var rest = concepts; rest != 0; rest &= rest - 1)
        {
            var one = System.Numerics.BitOperations.TrailingZeroCount(rest);
            for (var others = rest & (rest - 1); others != 0; others &= others - 1)
            {
                grams.Add(tag + (uint)(one * 64 + System.Numerics.BitOperations.TrailingZeroCount(others)));
            }
        }
    }

    private readonly int CodeShare()
    {
        var code = codeLines + diffLines + commentLines;
        return diffLines > 1 ? 4 : code == 0 ? 0 : proseLines == 0 ? 3 : code > 2 * proseLines ? 2 : 1;
    }

    private void ReadCode(ReadOnlySpan<char> text)
    {
        var budget = MaxCodeWords;
        for (var at = 0; at < lineCount && budget > 0; at++)
        {
            var (start, length, kind) = lines[at];
            if (kind is TaskLine.Code or TaskLine.Diff or TaskLine.Comment or TaskLine.Fence)
            {
                Words(text.Slice(start, length), kind == TaskLine.Comment ? 0x1B873593u : 0xCC9E2D51u, ref budget);
            }
        }
    }

    private ulong ReadSystem(string? system)
    {
        if (string.IsNullOrEmpty(system))
        {
            return 0;
        }

        var budget = MaxSystemWords;
        ulong concepts = 0;
        Words(system.AsSpan(0, Math.Min(system.Length, MaxSystemCharacters)), 0x9747B28Cu, ref budget, ref concepts, ref systemKinds);
        Each(concepts, 0xC0000000u);
        return concepts;
    }

    private void Words(ReadOnlySpan<char> line, uint tag, ref int budget)
    {
        ulong concepts = 0;
        uint kinds = 0;
        Words(line, tag, ref budget, ref concepts, ref kinds);
    }

    private void Words(ReadOnlySpan<char> line, uint tag, ref int budget, ref ulong concepts, ref uint kinds)
    {
        for (var at = 0; at < line.Length && budget > 0;)
        {
            if (!IsWord(line[at]))
            {
                at++;
                continue;
            }

            var hash = WordHash.Start;
            for (; at < line.Length && Fold(line[at]) is var lower && lower != 0; at++)
            {
                hash = WordHash.Add(hash, lower);
            }

            budget--;
            grams.Add(hash ^ tag);
            kinds |= budget >= MaxSystemWords - SystemOpening ? KindWords.MaskOf(hash) : 0;
            concepts |= 1UL << (int)ConceptWords.Find(hash);
        }
    }

    private void ReadShape(ReadOnlySpan<char> text, in ClassifierInput input, in PromptFeatures features, ulong systemConcepts)
    {
        Bin(0, proseWords);
        Bin(1, codeLines);
        Bin(2, diffLines);
        Bin(3, commentLines);
        Bin(4, text.Length / 16);
        Bin(5, proseLines);
        Bin(6, questions);
        Bin(7, numbers);
        Shape(8, CodeShare());
        Shape(9, fences > 0 ? fenced ? 2 : 1 : 0);
        Shape(10, lineCount == 0 ? 0 : 1 + (int)LastKind());
        Shape(11, lineCount == 0 ? 0 : 1 + (int)FirstKind());
        Shape(12, CodeShare() * 8 + Math.Min(7, System.Numerics.BitOperations.Log2((uint)proseWords + 1)));
        Shape(13, Script());
        Shape(14, Script() * 8 + Math.Min(7, System.Numerics.BitOperations.Log2((uint)proseWords + 1)));
        var trimmed = text.TrimEnd();
        var end = trimmed.IsEmpty ? '\0' : trimmed[^1];
        Shape(15, end < 128 ? char.IsAsciiLetterOrDigit(end) ? 'a' : end : IsWord(end) ? 'w' : end & 255);
        Shape(16, trimmed.Length == text.Length ? 0 : 1);
        Shape(17, features.HasFillMarkers ? 1 : 0);
        Shape(18, features.HasStackTrace ? 1 : 0);
        Bin(19, features[Signal.Choices]);
        Bin(20, features[Signal.ListItems]);
        Bin(21, features[Signal.Mathematics]);
        Bin(22, features[Signal.Quantity]);
        Bin(23, features[Signal.Holes]);
        Bin(24, features[Signal.Asserts]);
        Bin(25, features[Signal.Definitions]);
        Bin(26, features[Signal.TraceLines]);
        Bin(27, features[Signal.Backslashes]);
        Bin(28, features[Signal.Dollars]);
        Bin(29, features[Signal.Quotes]);
        Bin(30, features[Signal.Colons]);
        Bin(31, features[Signal.InteractivePrompts]);
        Shape(32, Math.Clamp(features[Signal.ParenBalance], -1, 2) + 1);
        Shape(33, Math.Clamp(features[Signal.BraceBalance], -1, 2) + 1);
        Shape(34, proseWords > 0 && text.Length > 0 && char.IsAsciiLetterLower(text[0]) ? 1 : 0);
        Bin(35, features[Signal.CamelWords]);
        Bin(36, features[Signal.SnakeWords]);
        Bin(37, features[Signal.AsksForTests]);
        Bin(38, features[Signal.InputHeadings]);
        Shape(39, questions > 0 ? Math.Min(7, System.Numerics.BitOperations.Log2((uint)proseWords + 1)) : 8);
        Shape(40, input.HasTools ? 1 : 0);
        Shape(41, string.IsNullOrEmpty(input.SystemText) ? 0 : 1);
        Bin(42, (input.SystemText?.Length ?? 0) / 64);
        Bin(43, input.MessageCount - 1);
        Shape(44, (systemConcepts >> (int)Concept.Agent & 1) != 0 ? 1 : 0);
        Shape(45, (input.HasTools ? 1 : 0) + (input.MessageCount > 3 ? 2 : 0));
    }

    private readonly TaskLine LastKind()
    {
        for (var at = lineCount - 1; at >= 0; at--)
        {
            if (lines[at].Kind != TaskLine.Blank)
            {
                return lines[at].Kind;
            }
        }

        return TaskLine.Blank;
    }

    private readonly TaskLine FirstKind()
    {
        for (var at = 0; at < lineCount; at++)
        {
            if (lines[at].Kind != TaskLine.Blank)
            {
                return lines[at].Kind;
            }
        }

        return TaskLine.Blank;
    }

    private readonly int Script()
    {
        var most = Math.Max(Math.Max(ascii, eastAsian * 2), Math.Max(Math.Max(cyrillic, hangul * 2), otherScript));
        return most == 0 ? 0
            : eastAsian * 2 == most ? kana > 0 ? 1 : 2
            : cyrillic == most ? 3
            : hangul * 2 == most ? 4
            : otherScript == most ? 5
            : latin * 20 > ascii ? 6 : 7;
    }

    private void Bin(int feature, int count)
    {
        if (count > 0)
        {
            Shape(feature, 1 + System.Numerics.BitOperations.Log2((uint)count));
        }
    }

    private void Shape(int feature, int value) => grams.Add(0xD0000000u + (uint)(feature * 512 + value));

    private static bool IsWord(char unit) => Fold(unit) != 0;

    /// <summary>A character of a word in lower case; 0 if it is none.</summary>
    private static char Fold(char unit) => unit < 128 ? Folded[unit] : FoldForeign(unit);

    private static char FoldForeign(char unit) => char.IsLetter(unit) || IsMark(unit) ? char.ToLowerInvariant(unit) : '\0';

    /// <summary>Vowel signs of Indic scripts and Thai belong to words.</summary>
    private static bool IsMark(char unit) => unit is >= '\u0900' and <= '\u0E7F';

    private static bool IsEastAsian(char unit) => unit is >= '\u3040' and <= '\u9FFF' or >= '\u0E00' and <= '\u0E7F';
}
