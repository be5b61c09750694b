namespace RulesRouter.Economics.Abilities;

/// <summary>
/// A model's ability at a task, as a normal distribution in logits. The scale is that of success: at a difficulty d the model succeeds
/// with logistic(ability − d). 0 is where the trend over release dates is on 1 June 2025 for a model that can reason and has a list price
/// of one dollar per million tokens.
/// </summary>
/// <param name="Mean">In logits.</param>
/// <param name="Variance">Above 0.</param>
/// <param name="Scores">The model's own published scores that it rests on, at any task.</param>
/// <param name="ScoresHere">Of them, at such tasks.</param>
/// <param name="Evidence">What it rests on, in words.</param>
internal sealed record Ability(double Mean, double Variance, int Scores, int ScoresHere, string Evidence)
{
    /// <summary>The probability of a lower ability at which models are compared: the less is known, the lower.</summary>
    public const double CautiousShare = 0.25;

    public double Deviation => Math.Sqrt(Variance);

    /// <summary>No score of the model itself at such tasks is known: it follows from other tasks and other models.</summary>
    public bool IsPrior => ScoresHere == 0;

    /// <summary>P(success) at a difficulty, with the ability at <see cref="CautiousShare"/>.</summary>
    public double CautiousSuccess(double difficulty) => Logit.ToChance(Quantile(CautiousShare) - difficulty);

    /// <summary>The ability that the true one is below with the given probability.</summary>
    /// <param name="share">In (0, 1).</param>
    public double Quantile(double share) => Mean + (Deviation * NormalQuantile.Of(share));
}
