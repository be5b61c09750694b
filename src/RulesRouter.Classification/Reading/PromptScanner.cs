namespace RulesRouter.Classifiers.Reading;

/// <summary>Reads a prompt once, character by character, counts signals and passes words and n-grams to a listener.</summary>
internal static class PromptScanner
{
    /// <summary>
    /// Maximum number of characters scanned: of a longer text only the beginning and the end are scanned, so cost is bounded.
    /// </summary>
    public const int Window = HeadLength + TailLength;

    private const int HeadLength = 24 * 1024;
    private const int TailLength = 8 * 1024;

    public static void Scan<TListener>(ReadOnlySpan<char> text, ref PromptFeatures features, ref TListener listener)
        where TListener : struct, IScanListener
    {
        features.Characters = text.Length;
        if (text.Length <= Window)
        {
            ScanPart(text, ref features, ref listener);
        }
        else
        {
            ScanPart(text[..HeadLength], ref features, ref listener);
            ScanPart(text[^TailLength..], ref features, ref listener);
        }

        features.Balance();
    }

    private static void ScanPart<TListener>(ReadOnlySpan<char> text, ref PromptFeatures features, ref TListener listener)
        where TListener : struct, IScanListener
    {
        using var lowered = new LoweredText(text.Length);
        var line = new LineReader(ref features.Counts);
        line.Start(text);
        for (var at = 0; at < text.Length;)
        {
            var unit = text[at];
            var kind = CharacterKinds.Of(unit);
            if (kind <= CharacterKind.Digit)
            {
                var word = Word.Read(text[at..], lowered.Free);
                lowered.Advance(word.Length);
                listener.Word(word.Hash);
                line.Word(word);
                at += word.Length;
                continue;
            }

            at++;
            if (kind == CharacterKind.Punctuation)
            {
                line.Punctuation(text, at - 1);
                lowered.Add(unit);
                continue;
            }

            lowered.AddBlank();
            if (kind == CharacterKind.Newline)
            {
                line.End();
                line.Start(text[at..]);
                lowered.FlushWhenFull(ref listener);
            }
        }

        line.End();
        lowered.Flush(ref listener);
    }
}
