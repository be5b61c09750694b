using RulesRouter.Tokens;

namespace RulesRouter.Core.Tests.Tokens;

public sealed class TokenWeightsTests
{
    private const double Tolerance = 0.0006;

    [Fact]
    public void Weights_are_those_of_the_fit()
    {
        var fitted = TokenFit.Weights();

        var differing = Enumerable.Range(0, fitted.Length)
            .Where(at => Math.Abs(fitted[at] - TokenWeights.Estimates[at]) > Tolerance).ToList();
        Assert.True(
            differing.Count == 0,
            string.Join('\n', differing.Select(at => $"{NameOf(at)}: {fitted[at]:F3}, not {TokenWeights.Estimates[at]:F3}")));
    }

    private static string NameOf(int at) => at < (int)TokenFeature.Count ? ((TokenFeature)at).ToString()
        : at < TokenFeatures.Words(0) ? $"{(Script)(at - TokenFeatures.Characters(0))} characters"
        : $"{(Script)(at - TokenFeatures.Words(0))} words";
}
