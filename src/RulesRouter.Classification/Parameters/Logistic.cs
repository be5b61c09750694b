namespace RulesRouter.Classifiers.Parameters;

internal static class Logistic
{
    /// <summary>Probabilities are clipped to this distance from 0 and 1.</summary>
    private const double Edge = 0.02;

    public static float Of(float logit) => 1 / (1 + MathF.Exp(-logit));

    public static double Of(double logit) => 1 / (1 + Math.Exp(-logit));

    public static double LogitOf(double probability) =>
        Math.Clamp(probability, Edge, 1 - Edge) is var inside ? Math.Log(inside / (1 - inside)) : 0;
}
