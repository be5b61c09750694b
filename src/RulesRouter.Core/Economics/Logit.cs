namespace RulesRouter.Economics;

/// <summary>Chances on the scale on which ability and difficulty add up.</summary>
internal static class Logit
{
    private const double Edge = 1e-6;

    public static double Of(double chance)
    {
        var inside = Math.Clamp(chance, Edge, 1 - Edge);
        return Math.Log(inside / (1 - inside));
    }

    public static double ToChance(double logit) => 1 / (1 + Math.Exp(-logit));
}
