namespace RulesRouter.Classifiers.Reading;

/// <summary>Hears what the scanner reads while it reads it, so that n-grams need no second pass.</summary>
internal interface IScanListener
{
    /// <param name="hash">FNV-1a of the word in lower case.</param>
    void Word(uint hash);

    /// <param name="gram">The low bytes of the last four characters in lower case, runs of white space as one.</param>
    void FourCharacters(uint gram);
}
