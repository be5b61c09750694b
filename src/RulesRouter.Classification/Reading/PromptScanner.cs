namespace RulesRouter.Classifiers.Reading;

/// <summary>Reads a prompt once, character by character, counting signals and telling a listener about words and n-grams.</summary>
internal static class PromptScanner
{
    /// <summary>Characters that are read: a longer text is read at its beginning and its end, so cost is bounded.</summary>
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
                lowered.Took(word.Length);
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
                lowered.TellIfWorth(ref listener);
            }
        }

        line.End();
        lowered.Tell(ref listener);
    }
}
