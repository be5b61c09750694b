namespace RulesRouter.Economics.Abilities;

/// <summary>
/// A model's ability at a task, as a normal distribution in logits. The scale is that of success: at a difficulty d the model succeeds with
/// logistic(ability − d). 0 is where the trend over release dates is on 1 June 2025 for a list price of one dollar per million tokens.
/// </summary>
/// <param name="Mean">In logits.</param>
/// <param name="Variance">Above 0.</param>
/// <param name="Scores">The model's own published scores that it rests on; 0: only what is known of other models.</param>
/// <param name="Evidence">What it rests on, in words.</param>
internal sealed record Ability(double Mean, double Variance, int Scores, string Evidence)
{
    public double Deviation => Math.Sqrt(Variance);

    /// <summary>The ability that the true one is below with the given probability.</summary>
    /// <param name="share">In (0, 1).</param>
    public double Quantile(double share) => Mean + (Deviation * NormalQuantile.Of(share));
}
