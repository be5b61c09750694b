namespace RulesRouter.Tokens;

/// <summary>Tokens per count of each feature of <see cref="TokenFeatures"/>.</summary>
internal static class TokenWeights
{
    private static readonly (TokenFeature Feature, double Estimate, double LowerBound)[] OfFeatures =
    [
        (TokenFeature.Words, 0.9, 1),
        (TokenFeature.WordsAfterMark, 0.486, 0),
        (TokenFeature.JoinedWords, 0.204, 1),
        (TokenFeature.LettersFrom5, 0.132, 0),
        (TokenFeature.LettersFrom9, 0.109, 0),
        (TokenFeature.NoisyDigits, 0.523, 0),
        (TokenFeature.NoisyCapitals, 1.969, 0),
        (TokenFeature.RepeatedLetters, -1.147, 0),
        (TokenFeature.Numbers, 0.954, 1),
        (TokenFeature.DigitsFrom4, 0.503, 1.0 / 3),
        (TokenFeature.NumbersAfterBlank, 1.127, 0),
        (TokenFeature.MarkRuns, 1.09, 0),
        (TokenFeature.MarksBeforeWord, -0.223, 0),
        (TokenFeature.FurtherMarks, 0.305, 0),
        (TokenFeature.BlankRuns, 0.497, 0),
        (TokenFeature.FurtherBlanks, 0.002, 0),
        (TokenFeature.LineEnds, 1.164, 0),
    ];

    private static readonly (Script Script, double Character, double Word, double LowerBound)[] OfScripts =
    [
        (Script.Greek, 0.162, 1.129, 0),
        (Script.Cyrillic, 0.093, 1.394, 0),
        (Script.Armenian, 0.35, 1, 0),
        (Script.Hebrew, 0.3, 1, 0),
        (Script.Arabic, 0.1, 1.3, 0),
        (Script.Devanagari, 0.085, 1.147, 0),
        (Script.OtherIndic, 0.388, 0.08, 0),
        (Script.Thai, 0.223, 1.855, 0.2),
        (Script.Georgian, 0.35, 1, 0),
        (Script.Hangul, 0.495, 0.624, 0.2),
        (Script.Kana, 0.676, 0.157, 0.2),
        (Script.Han, 0.789, 0, 0.2),
        (Script.Mark, 0, 0.652, 0),
        (Script.Symbol, 0.705, 0, 0),
        (Script.Surrogate, 0.957, 0, 0),
        (Script.Other, 2.073, 0, 0),
        (Script.Latin, 0, 0.488, 0),
        (Script.LatinAdditional, 0.6, 0, 0),
    ];

    public static double[] Estimates { get; } = Fill(feature => feature.Estimate, script => script.Character, script => script.Word);

    public static double[] LowerBounds { get; } = Fill(feature => feature.LowerBound, script => script.LowerBound, _ => 0);

    private static double[] Fill(
        Func<(TokenFeature Feature, double Estimate, double LowerBound), double> ofFeature,
        Func<(Script Script, double Character, double Word, double LowerBound), double> ofCharacter,
        Func<(Script Script, double Character, double Word, double LowerBound), double> ofWord)
    {
        var weights = new double[TokenFeatures.Length];
        foreach (var feature in OfFeatures)
        {
            weights[(int)feature.Feature] = ofFeature(feature);
        }

        foreach (var script in OfScripts)
        {
            weights[TokenFeatures.Characters(script.Script)] = ofCharacter(script);
            weights[TokenFeatures.Words(script.Script)] = ofWord(script);
        }

        return weights;
    }
}
