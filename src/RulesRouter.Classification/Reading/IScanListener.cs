namespace RulesRouter.Classifiers.Reading;

/// <summary>Hears what the scanner reads while it reads it, so that n-grams need no second pass over the text.</summary>
internal interface IScanListener
{
    /// <param name="hash">FNV-1a of the word in lower case.</param>
    void Word(uint hash);

    /// <summary>A stretch of the text.</summary>
    /// <param name="lowered">The low bytes of characters in lower case, runs of white space as one blank.</param>
    /// <param name="context">How many of them, from the first, were told before, or are zeros where the text begins.</param>
    void Characters(ReadOnlySpan<byte> lowered, int context);
}
