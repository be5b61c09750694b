namespace RulesRouter.Classifiers.Learning;

internal static class Logistic
{
    public static float Of(float logit) => 1 / (1 + MathF.Exp(-logit));
}
