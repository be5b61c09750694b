using RulesRouter.Tokens;

namespace RulesRouter.Core.Tests.Tokens;

/// <summary>
/// Fits the weights of <see cref="TokenWeights"/>: least squares of the relative error over pieces of the corpus, every kind of text with
/// the same weight, each weight pulled a little to its prior and kept in its range.
/// </summary>
internal static class TokenFit
{
    private const double Pull = 0.003;
    private const int Rounds = 4000;

    /// <summary>Kinds of text that fit the weights of their characters alone: no word of theirs has ASCII letters.</summary>
    private static readonly string[] CharactersAlone =
        ["amharic", "burmese", "khmer", "lao", "odia", "sinhala", "tibetan", "ukrainian"];

    public static double[] Weights()
    {
        var weights = new double[TokenFeatures.Length];
        for (var at = 0; at < weights.Length; at++)
        {
            weights[at] = PriorOf(at).Value;
        }

        Fit(weights, 0, TokenCorpus.Names.Except(CharactersAlone, StringComparer.Ordinal));
        Fit(weights, (int)TokenFeature.Count, TokenCorpus.Names);
        return weights;
    }

    /// <param name="weights">Those from <paramref name="first"/> on are fitted.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="names">Kinds of text.</param>
    private static void Fit(double[] weights, int first, IEnumerable<string> names)
    {
        var (products, truths) = Equations(names);
        for (var round = 0; round < Rounds; round++)
        {
            for (var at = first; at < weights.Length; at++)
            {
                var (prior, least) = PriorOf(at);
                var rest = truths[at];
                for (var other = 0; other < weights.Length; other++)
                {
                    rest -= other == at ? 0 : products[at, other] * weights[other];
                }

                weights[at] = Math.Max(least, (rest + Pull * prior) / (products[at, at] + Pull));
            }
        }
    }

    private static (double[,] Products, double[] Truths) Equations(IEnumerable<string> names)
    {
        var products = new double[TokenFeatures.Length, TokenFeatures.Length];
        var truths = new double[TokenFeatures.Length];
        foreach (var name in names)
        {
            var pieces = TokenCorpus.ToFit(name).ToList();
            foreach (var piece in pieces)
            {
                double tokens = TokenCorpus.Tokens(piece);
                TokenFeatureReader.Read(piece, out var features);
                var weight = 1 / (tokens * tokens * pieces.Count);
                for (var at = 0; at < TokenFeatures.Length; at++)
                {
                    truths[at] += weight * features[at] * tokens;
                    for (var other = 0; other < TokenFeatures.Length; other++)
                    {
                        products[at, other] += weight * features[at] * features[other];
                    }
                }
            }
        }

        return (products, truths);
    }

    /// <summary>What a tokenizer suggests: a pretoken is a token, and what it shares with its neighbour is less.</summary>
    private static (double Value, double Least) PriorOf(int at) => at < (int)TokenFeature.Count
        ? (TokenFeature)at switch
        {
            TokenFeature.Words => (1, 0.8),
            TokenFeature.WordsAfterMark => (0.7, 0.4),
            TokenFeature.JoinedWords => (1, 0.8),
            TokenFeature.LettersFrom5 or TokenFeature.LettersFrom7 or TokenFeature.LettersFrom9 or TokenFeature.LettersFrom13 => (0.08, 0),
            TokenFeature.Capitals => (0.15, 0),
            TokenFeature.NoisyDigits => (0.3, 0),
            TokenFeature.NoisyCapitals => (1, 0),
            TokenFeature.RepeatedLetters => (-0.2, -0.3),
            TokenFeature.Numbers => (1.1, 1),
            TokenFeature.FurtherDigitGroups => (1.2, 1.15),
            TokenFeature.NumbersAfterBlank => (1, 0.95),
            TokenFeature.MarkRuns => (0.9, 0.5),
            TokenFeature.MarksBeforeWord => (-0.2, -0.4),
            TokenFeature.FurtherMarks => (0.35, 0.2),
            TokenFeature.RepeatedMarks => (0.05, 0.02),
            TokenFeature.BlankRuns => (0.9, 0.5),
            TokenFeature.FurtherBlanks => (0.01, 0.01),
            TokenFeature.Tabs => (0.8, 0.3),
            TokenFeature.LineEndsAfterMark => (0.2, 0),
            TokenFeature.LineEnds => (1, 0.7),
            TokenFeature.FurtherLineEnds => (0.1, 0.02),
            TokenFeature.Controls => (1, 0.8),
            _ => throw new System.Diagnostics.UnreachableException(),
        }
        : at < TokenFeatures.Words(0) ? PriorOf((Script)(at - TokenFeatures.Characters(0)))
        : ((Script)(at - TokenFeatures.Words(0)) <= Script.Georgian ? 0.5 : 0, 0);

    private static (double Value, double Least) PriorOf(Script script) => script switch
    {
        Script.Latin => (0.2, 0),
        Script.LatinAdditional => (0.3, 0),
        Script.Greek or Script.Cyrillic or Script.Armenian or Script.Hebrew or Script.Arabic => (0.25, 0.05),
        Script.Devanagari or Script.OtherIndic or Script.Thai or Script.Georgian => (0.3, 0.05),
        Script.Odia or Script.Tibetan => (1.3, 0.5),
        Script.Lao or Script.Ethiopic => (2, 0.5),
        Script.Sinhala or Script.MyanmarAndKhmer => (0.5, 0.1),
        Script.Hangul or Script.Kana or Script.Han => (0.7, 0.3),
        Script.Mark => (0.7, 0.3),
        Script.Symbol => (1, 0.3),
        Script.Surrogate => (0.9, 0.5),
        Script.Joiner => (1, 0.5),
        Script.Other => (1.5, 1),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
