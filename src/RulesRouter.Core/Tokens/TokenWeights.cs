namespace RulesRouter.Tokens;

/// <summary>
/// Tokens per count of each feature of <see cref="TokenFeatures"/>. Estimates are fitted to o200k on the corpus in tests/testdata/tokens
/// (the test <c>Weights_are_those_of_the_fit</c> prints them); lower bounds count pretokens, and for scripts without blanks the longest
/// common tokens.
/// </summary>
internal static class TokenWeights
{
    private static readonly (TokenFeature Feature, double Estimate, double LowerBound)[] OfFeatures =
    [
        (TokenFeature.Words, 0.8, 1),
        (TokenFeature.WordsAfterMark, 0.434, 0),
        (TokenFeature.JoinedWords, 0.8, 1),
        (TokenFeature.LettersFrom5, 0.011, 0),
        (TokenFeature.LettersFrom7, 0.308, 0),
        (TokenFeature.LettersFrom9, 0, 0),
        (TokenFeature.LettersFrom13, 0.135, 0),
        (TokenFeature.Capitals, 0.033, 0),
        (TokenFeature.NoisyDigits, 0.141, 0),
        (TokenFeature.NoisyCapitals, 1.51, 0),
        (TokenFeature.RepeatedLetters, -0.251, 0),
        (TokenFeature.Numbers, 1.001, 1),
        (TokenFeature.FurtherDigitGroups, 1.15, 1),
        (TokenFeature.NumbersAfterBlank, 0.95, 0),
        (TokenFeature.MarkRuns, 1.087, 0),
        (TokenFeature.MarksBeforeWord, -0.4, 0),
        (TokenFeature.FurtherMarks, 0.378, 0),
        (TokenFeature.RepeatedMarks, 0.136, 0),
        (TokenFeature.BlankRuns, 0.847, 0),
        (TokenFeature.FurtherBlanks, 0.01, 0),
        (TokenFeature.Tabs, 0.824, 0),
        (TokenFeature.LineEndsAfterMark, 0.033, 0),
        (TokenFeature.LineEnds, 1.156, 0),
        (TokenFeature.FurtherLineEnds, 0.109, 0),
        (TokenFeature.Controls, 1, 0),
    ];

    private static readonly (Script Script, double Character, double Word, double CharacterBound, double WordBound)[] OfScripts =
    [
        (Script.Latin, 0.206, 0.58, 0, 0),
        (Script.LatinAdditional, 0, 0, 0, 0),
        (Script.Greek, 0.332, 0.312, 0, 0.7),
        (Script.Cyrillic, 0.054, 1.441, 0, 0.7),
        (Script.Armenian, 0.318, 0.162, 0, 0.7),
        (Script.Hebrew, 0.305, 0.68, 0, 0.7),
        (Script.Arabic, 0.174, 0.788, 0, 0.7),
        (Script.Devanagari, 0.255, 0.414, 0, 0.7),
        (Script.OtherIndic, 0.258, 0.492, 0.08, 0.5),
        (Script.Odia, 1.087, 0.463, 0.3, 0.5),
        (Script.Tibetan, 1.527, 0.506, 0.4, 0.5),
        (Script.Lao, 1.876, 0.494, 0.6, 0.5),
        (Script.Ethiopic, 2.105, 0.526, 0.6, 0.5),
        (Script.Sinhala, 0.595, 0.115, 0.08, 0.5),
        (Script.MyanmarAndKhmer, 0.57, 0, 0.08, 0.5),
        (Script.Thai, 0.374, 0.551, 0.12, 0),
        (Script.Georgian, 0.274, 0.581, 0, 0.7),
        (Script.Hangul, 0.718, 0.006, 0.25, 0),
        (Script.Kana, 0.79, 0.033, 0.2, 0),
        (Script.Han, 0.769, 0.033, 0.25, 0),
        (Script.Mark, 0.726, 0.026, 0, 0),
        (Script.Symbol, 1.28, 0.213, 0, 0),
        (Script.Surrogate, 1.002, 0.251, 0.2, 0),
        (Script.Joiner, 1.117, 0.117, 0, 0),
        (Script.Other, 1.5, 0, 0.5, 0),
    ];

    public static double[] Estimates { get; } = Fill(
        [.. OfFeatures.Select(feature => (feature.Feature, feature.Estimate))],
        [.. OfScripts.Select(script => (script.Script, script.Character, script.Word))]);

    public static double[] LowerBounds { get; } = Fill(
        [.. OfFeatures.Select(feature => (feature.Feature, feature.LowerBound))],
        [.. OfScripts.Select(script => (script.Script, script.CharacterBound, script.WordBound))]);

    private static double[] Fill((TokenFeature Feature, double Weight)[] features, (Script Script, double Character, double Word)[] scripts)
    {
        var weights = new double[TokenFeatures.Length];
        foreach (var (feature, weight) in features)
        {
            weights[(int)feature] = weight;
        }

        foreach (var (script, character, word) in scripts)
        {
            weights[TokenFeatures.Characters(script)] = character;
            weights[TokenFeatures.Words(script)] = word;
        }

        return weights;
    }
}
