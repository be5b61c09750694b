namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>Whether a JSON object or list, read piece by piece, has its closing brace.</summary>
internal struct JsonCompletion
{
    private int depth;
    private bool isInString;
    private bool isEscaped;
    private bool hasBegun;

    public readonly bool IsComplete => hasBegun && depth == 0;

    public void Read(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (isInString)
            {
                isInString = isEscaped || character != '"';
                isEscaped = !isEscaped && character == '\\';
                continue;
            }

            switch (character)
            {
                case '"':
                    isInString = true;
                    break;
                case '{' or '[':
                    hasBegun = true;
                    depth++;
                    break;
                case '}' or ']':
                    depth--;
                    break;
            }
        }
    }
}
