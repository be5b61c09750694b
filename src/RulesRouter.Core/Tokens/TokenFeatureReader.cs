using System.Numerics;
using System.Runtime.CompilerServices;

namespace RulesRouter.Tokens;

/// <summary>
/// Counts <see cref="TokenFeatures"/> in one pass, 64 characters at a time: features are numbers of bits in combinations of masks that are
/// shifted against each other. Only characters outside ASCII are read one by one.
/// </summary>
internal ref struct TokenFeatureReader
{
    private const int GroupDigits = 3;
    private const ulong LastBit = 1UL << (BlockMasks.Length - 1);
    private TokenFeatures features;
    private BlockMasks last;
    private Lengths lastLengths;
    private ulong lastChanges;
    private ulong lastGroups;
    private int lastForeign;
    private Script lastScript;

    public static void Read(ReadOnlySpan<char> text, out TokenFeatures features)
    {
        var reader = new TokenFeatureReader { lastForeign = -2 };
        reader.last.LineEnds = LastBit;
        Span<char> padded = stackalloc char[BlockMasks.Length + 1];
        for (var start = 0; start < text.Length; start += BlockMasks.Length)
        {
            var length = Math.Min(BlockMasks.Length, text.Length - start);
            if (start > 0 && length == BlockMasks.Length)
            {
                reader.ReadBlock(in text[start - 1], start);
                continue;
            }

            padded.Clear();
            padded[0] = start > 0 ? text[start - 1] : '\0';
            text.Slice(start, length).CopyTo(padded[1..]);
            reader.ReadBlock(in padded[0], start);
        }

        features = reader.features;
    }

    private void ReadBlock(in char before, int start)
    {
        var now = BlockMasks.Of(in before);
        if (now.Foreign != 0)
        {
            ReadForeign(in before, start, ref now);
        }

        CountWords(now);
        CountNumbers(now);
        CountMarks(now);
        CountSpaces(now);
        last = now;
    }

    /// <summary>By script. Latin letters join the mask of lower-case letters, since they continue words of ASCII letters.</summary>
    private void ReadForeign(in char before, int start, ref BlockMasks now)
    {
        ref var from = ref Unsafe.Add(ref Unsafe.AsRef(in before), 1);
        Span<int> counts = features;
        var (previous, script) = (lastForeign - start, lastScript);
        for (var rest = now.Foreign; rest != 0; rest &= rest - 1)
        {
            var at = BitOperations.TrailingZeroCount(rest);
            var found = Scripts.Of(Unsafe.Add(ref from, at));
            counts[TokenFeatures.Characters(found)]++;
            if (found != script || at != previous + 1)
            {
                counts[TokenFeatures.Words(found)]++;
            }

            now.Lower |= found <= Script.LatinAdditional ? 1UL << at : 0;
            (previous, script) = (at, found);
        }

        (lastForeign, lastScript) = (previous + start, script);
    }

    private void CountWords(in BlockMasks now)
    {
        var afterLetter = Shift(now.Letters, last.Letters, 1);
        var afterUpper = Shift(now.Upper, last.Upper, 1);
        var afterDigit = Shift(now.Digits, last.Digits, 1);
        var starts = (now.Lower & ~afterLetter) | (now.Upper & ~afterUpper);
        var joined = starts & (afterLetter | afterDigit);
        var marked = starts & Shift(now.Marks, last.Marks, 1);
        Add(TokenFeature.JoinedWords, joined);
        Add(TokenFeature.WordsAfterMark, marked);
        Add(TokenFeature.Words, starts & ~joined & ~marked);
        Add(TokenFeature.MarksBeforeWord, marked & ~Shift(now.Marks, last.Marks, 2));
        Add(TokenFeature.Capitals, now.Upper & afterUpper);
        Add(TokenFeature.RepeatedLetters, now.Letters & now.Equal & Shift(now.Equal, last.Equal, 1));
        CountLengths(now.Letters & ~starts);

        var digits = (now.Digits & afterLetter) | (now.Letters & afterDigit);
        var capitals = now.Upper & Shift(now.Lower, last.Lower, 1);
        var changes = digits | capitals;
        var near = Shift(changes, lastChanges, 1) | Shift(changes, lastChanges, 2) | Shift(changes, lastChanges, 3)
            | Shift(changes, lastChanges, 4) | Shift(changes, lastChanges, 5) | Shift(changes, lastChanges, 6);
        Add(TokenFeature.NoisyDigits, digits & near);
        Add(TokenFeature.NoisyCapitals, capitals & near);
        lastChanges = changes;
    }

    /// <param name="continued">Letters that continue a word.</param>
    private void CountLengths(ulong continued)
    {
        var from3 = continued & Shift(continued, lastLengths.From2, 1);
        var from5 = from3 & Shift(from3, lastLengths.From3, 2);
        var from9 = from5 & Shift(from5, lastLengths.From5, 4);
        Add(TokenFeature.LettersFrom5, from5);
        Add(TokenFeature.LettersFrom7, from5 & Shift(from3, lastLengths.From3, 4));
        Add(TokenFeature.LettersFrom9, from9);
        Add(TokenFeature.LettersFrom13, from9 & Shift(from5, lastLengths.From5, 8));
        lastLengths = new Lengths(continued, from3, from5);
    }

    private void CountNumbers(in BlockMasks now)
    {
        var afterDigit = Shift(now.Digits, last.Digits, 1);
        var starts = now.Digits & ~afterDigit;
        Add(TokenFeature.Numbers, starts);
        Add(TokenFeature.NumbersAfterBlank, starts & Shift(now.Blanks, last.Blanks, 1));

        var fromFourth = now.Digits & afterDigit & Shift(now.Digits, last.Digits, 2) & Shift(now.Digits, last.Digits, 3);
        var further = Shift(0, lastGroups, GroupDigits) & fromFourth;
        var groups = starts | further;
        for (var next = (groups << GroupDigits) & fromFourth; next != 0; next = (next << GroupDigits) & fromFourth)
        {
            groups |= next;
        }

        Add(TokenFeature.FurtherDigitGroups, groups & ~starts);
        lastGroups = groups;
    }

    private void CountMarks(in BlockMasks now)
    {
        var further = now.Marks & Shift(now.Marks, last.Marks, 1);
        Add(TokenFeature.MarkRuns, now.Marks & ~further);
        Add(TokenFeature.FurtherMarks, further & ~now.Equal);
        Add(TokenFeature.RepeatedMarks, further & now.Equal);
    }

    private void CountSpaces(in BlockMasks now)
    {
        var further = now.Spaces & Shift(now.Spaces, last.Spaces, 1);
        var second = further & ~Shift(now.Spaces, last.Spaces, 2);
        Add(TokenFeature.BlankRuns, second);
        Add(TokenFeature.FurtherBlanks, further & ~second);
        Add(TokenFeature.Tabs, now.Tabs & ~further);

        var ends = now.LineEnds & ~Shift(now.LineEnds, last.LineEnds, 1);
        var afterMark = ends & Shift(now.Marks, last.Marks, 1);
        Add(TokenFeature.LineEndsAfterMark, afterMark);
        Add(TokenFeature.LineEnds, ends & ~afterMark);
        Add(TokenFeature.FurtherLineEnds, now.LineEnds & ~ends);
        Add(TokenFeature.Controls, now.Controls);
    }

    private void Add(TokenFeature feature, ulong bits) => features[(int)feature] += BitOperations.PopCount(bits);

    /// <summary>The mask moved to later characters; the first ones come from the block before.</summary>
    private static ulong Shift(ulong now, ulong last, int by) => (now << by) | (last >> (BlockMasks.Length - by));

    /// <summary>Masks of the letters of words from the second, third and fifth on.</summary>
    private readonly record struct Lengths(ulong From2, ulong From3, ulong From5);
}
