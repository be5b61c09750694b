using System.Numerics;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Reading;

/// <summary>
/// Reads the features from which the task is recognised: the instruction apart from code, the system text, and the form of both. Of a long
/// text it reads the beginning and the end, where instructions are.
/// </summary>
internal ref struct TaskReader
{
    private const int HeadLength = 1500;
    private const int TailLength = 700;
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
    private TaskLayout layout;
    private InstructionWords words;
    private ulong anywhere, opening, closing, early;
    private uint openingKinds, closingKinds, systemKinds;

    private TaskReader(TaskGrams grams, TaskLayout layout, InstructionWords words)
    {
        this.grams = grams;
        this.layout = layout;
        this.words = words;
    }

    public static void Read(in ClassifierInput input, in PromptFeatures features, ref TaskGrams grams)
    {
        Span<TaskLayout.Line> lines = stackalloc TaskLayout.Line[256];
        Span<InstructionWord> words = stackalloc InstructionWord[InstructionWords.Kept];
        var reader = new TaskReader(grams, new TaskLayout(lines), new InstructionWords(words));
        var text = (input.Text ?? "").AsSpan();
        var head = text.Length <= HeadLength + TailLength ? text : text[..HeadLength];
        reader.layout.Split(head, 0);
        if (head.Length < text.Length)
        {
            reader.layout.Split(text[^TailLength..], text.Length - TailLength);
        }

        reader.ReadProse(text);
        if (reader.words.Count < MinWords)
        {
            reader.ReadInstructions(input.SystemText);
        }

        reader.words.FindConcepts();
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
        TaskShape.Read(ref reader.grams, text, input, features, reader.layout, reader.words, systemConcepts);
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

    private readonly TaskOutline Outline() => new()
    {
        ProseLines = layout.ProseLines,
        CodeLines = layout.CodeLines,
        DiffLines = layout.DiffLines,
        ProseWords = words.Count,
        IsForeign = words.IsForeign,
        Concepts = opening | closing,
        OpeningKinds = openingKinds,
        ClosingKinds = closingKinds,
        SystemKinds = systemKinds,
    };

    /// <summary>Words of the instruction, of a long one those at the beginning and at the end.</summary>
    private void ReadProse(ReadOnlySpan<char> text)
    {
        var (first, last) = (layout.FirstProse(), layout.LastProse());
        if (first < 0)
        {
            return;
        }

        for (var at = first; at <= last; at++)
        {
            if (layout[at].Kind == TaskLine.Prose)
            {
                words.Read(text.Slice(layout[at].Start, layout[at].Length));
            }
        }
    }

    private void ReadInstructions(string? system)
    {
        var rest = system.AsSpan(0, Math.Min(system?.Length ?? 0, MaxSystemCharacters));
        foreach (var line in rest.EnumerateLines())
        {
            words.Read(line);
        }
    }

    private void ReadOpening()
    {
        uint before = 1;
        for (var at = 0; at < Math.Min(EndWords, words.KeptWords); at++)
        {
            var (hash, concept) = (words[at].Hash, words[at].Concept);
            grams.Add(hash ^ 0x51ED270Bu);
            grams.Add((before * 31 + hash) ^ 0x7F4A7C15u);
            if (at < 3)
            {
                grams.Add(hash ^ 0x2545F491u * (uint)(at + 2));
            }

            before = hash;
            openingKinds |= KindWords.MaskOf(hash);
            if (concept != Concept.None)
            {
                opening |= 1UL << (int)concept;
                if (at < 4)
                {
                    early |= 1UL << (int)concept;
                }
            }
        }
    }

    private void ReadClosing()
    {
        uint before = 1;
        for (var at = Math.Max(0, words.KeptWords - EndWords); at < words.KeptWords; at++)
        {
            var (hash, concept) = (words[at].Hash, words[at].Concept);
            grams.Add(hash ^ 0x3C6EF372u);
            grams.Add((before * 31 + hash) ^ 0x1F83D9ABu);
            before = hash;
            closingKinds |= KindWords.MaskOf(hash);
            closing |= concept == Concept.None ? 0 : 1UL << (int)concept;
        }
    }

    private void ReadWords()
    {
        uint before = 1;
        for (var at = 0; at < words.KeptWords; at++)
        {
            var (hash, concept) = (words[at].Hash, words[at].Concept);
            grams.Add(hash);
            grams.Add(before * 31 + hash + 1);
            before = hash;
            anywhere |= concept == Concept.None ? 0 : 1UL << (int)concept;
        }
    }

    private void ReadCharacters(ReadOnlySpan<char> text)
    {
        var (first, last) = (layout.FirstProse(), layout.LastProse());
        var budget = MaxCharacters;
        if (first < 0)
        {
            return;
        }

        for (var at = first; at < layout.Count && budget > 0; at++)
        {
            if (layout[at].Kind == TaskLine.Prose)
            {
                ReadCharacterLine(text.Slice(layout[at].Start, Math.Min(layout[at].Length, budget)), ref budget);
            }
        }

        if (budget <= 0 && last != first)
        {
            var line = layout[last];
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
                : WordCharacters.Fold(line[at]) is var lower && lower != 0 ? lower
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
        var code = layout.CodeShare();
        for (var rest = opening | closing; rest != 0; rest &= rest - 1)
        {
            grams.Add(0xB5000000u + (uint)(BitOperations.TrailingZeroCount(rest) * 8 + code));
        }
    }

    private void Each(ulong concepts, uint tag)
    {
        for (var rest = concepts; rest != 0; rest &= rest - 1)
        {
            grams.Add(tag + (uint)BitOperations.TrailingZeroCount(rest));
        }
    }

    private void Pairs(ulong concepts, uint tag)
    {
        for (var rest = concepts; rest != 0; rest &= rest - 1)
        {
            var one = BitOperations.TrailingZeroCount(rest);
            for (var others = rest & (rest - 1); others != 0; others &= others - 1)
            {
                grams.Add(tag + (uint)(one * 64 + BitOperations.TrailingZeroCount(others)));
            }
        }
    }

    private void ReadCode(ReadOnlySpan<char> text)
    {
        var budget = MaxCodeWords;
        for (var at = 0; at < layout.Count && budget > 0; at++)
        {
            var (start, length, kind) = layout[at];
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

        var line = system.AsSpan(0, Math.Min(system.Length, MaxSystemCharacters));
        ulong concepts = 0;
        var words = 0;
        for (var at = 0; words < MaxSystemWords && NextWord(line, ref at, out var hash); words++)
        {
            grams.Add(hash ^ 0x9747B28Cu);
            systemKinds |= words < SystemOpening ? KindWords.MaskOf(hash) : 0;
            concepts |= 1UL << (int)ConceptWords.Find(hash);
        }

        Each(concepts, 0xC0000000u);
        return concepts;
    }

    private void Words(ReadOnlySpan<char> line, uint tag, ref int budget)
    {
        for (var at = 0; budget > 0 && NextWord(line, ref at, out var hash); budget--)
        {
            grams.Add(hash ^ tag);
        }
    }

    /// <param name="at">Moves behind the word.</param>
    /// <returns>False at the end.</returns>
    private static bool NextWord(ReadOnlySpan<char> line, ref int at, out uint hash)
    {
        hash = WordHash.Start;
        while (at < line.Length && !WordCharacters.IsWord(line[at]))
        {
            at++;
        }

        var start = at;
        for (; at < line.Length && WordCharacters.Fold(line[at]) is var lower && lower != 0; at++)
        {
            hash = WordHash.Add(hash, lower);
        }

        return at > start;
    }
}
