namespace RulesRouter.Classifiers.Reading;

/// <summary>Receives words and characters during the scan, so that n-grams need no second pass over the text.</summary>
internal interface IScanListener
{
    /// <param name="hash">FNV-1a of the word in lower case.</param>
    void Word(uint hash);

    /// <summary>A part of the text.</summary>
    /// <param name="lowered">The low bytes of the lower-cased characters, each run of white space as one blank.</param>
    /// <param name="context">
    /// The number of leading bytes that repeat the end of the previous part, or are zero at the start of the text.
    /// </param>
    void Characters(ReadOnlySpan<byte> lowered, int context);
}
