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
            return;
        }

        ScanPart(text[..HeadLength], ref features, ref listener);
        ScanPart(text[^TailLength..], ref features, ref listener);
    }

    private static void ScanPart<TListener>(ReadOnlySpan<char> text, ref PromptFeatures features, ref TListener listener)
        where TListener : struct, IScanListener
    {
        var line = new LineReader(features.Counts);
        var gram = 0u;
        line.Start(text);
        for (var at = 0; at < text.Length; at++)
        {
            var unit = text[at];
            var kind = CharacterKinds.Of(unit);
            if (kind <= CharacterKind.Digit)
            {
                var word = new WordReader(kind);
                do
                {
                    var lower = kind == CharacterKind.Upper ? unit | 0x20 : unit;
                    word.Add(lower, kind);
                    gram = (gram << 8) | (byte)lower;
                    listener.FourCharacters(gram);
                    if (++at == text.Length)
                    {
                        break;
                    }

                    unit = text[at];
                    kind = CharacterKinds.Of(unit);
                }
                while (kind <= CharacterKind.Digit);
                listener.Word(word.Hash);
                word.End(ref line);
                if (at == text.Length)
                {
                    break;
                }
            }

            if (kind == CharacterKind.Newline)
            {
                line.End();
                line.Start(text[(at + 1)..]);
            }

            if (kind >= CharacterKind.Space)
            {
                gram = (gram & 0xFF) == ' ' ? gram : (gram << 8) | ' ';
                continue;
            }

            line.Punctuation(unit, text[at..]);
            gram = (gram << 8) | (byte)unit;
            listener.FourCharacters(gram);
        }

        line.End();
    }
}
