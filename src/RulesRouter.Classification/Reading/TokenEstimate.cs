namespace RulesRouter.Classifiers.Reading;

/// <summary>
/// How many tokens a text is, by rule of thumb: four characters a token in Latin prose, three in code, one and a half elsewhere.
/// Tokenizers differ by a fifth among themselves; count exactly where an endpoint's limit is near.
/// </summary>
public static class TokenEstimate
{
    private const double ProseCharacters = 4.0;
    private const double CodeCharacters = 3.0;
    private const double OtherScriptCharacters = 1.5;

    public static int Of(in PromptFeatures features)
    {
        if (features.Characters == 0)
        {
            return 0;
        }

        var read = Math.Min(features.Characters, PromptScanner.Window);
        var foreign = (double)features[Signal.NonAscii] / read;
        var latin = features.HasCode ? CodeCharacters : ProseCharacters;
        return Rounded(features.Characters * (foreign / OtherScriptCharacters + (1 - foreign) / latin));
    }

    /// <summary>All messages: the text that was read, and the others by their length.</summary>
    public static int Of(in RulesRouter.Requests.ClassifierInput prompt, in PromptFeatures features) =>
        Of(features) + OfCharacters(prompt.Characters - prompt.Text.Length, features.HasCode);

    /// <summary>For text that is not at hand, only its length.</summary>
    public static int OfCharacters(int characters, bool code) =>
        characters <= 0 ? 0 : Rounded(characters / (code ? CodeCharacters : ProseCharacters));

    private static int Rounded(double tokens) => Math.Max(1, (int)Math.Ceiling(tokens));
}
