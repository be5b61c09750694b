namespace RulesRouter.Classifiers.Parameters;

/// <summary>The predicted parameters of a prompt.</summary>
/// <param name="Ease">See <see cref="DomainTargets.Ease"/>.</param>
/// <param name="Spread">The sum of both spread targets.</param>
internal readonly record struct Latent(double Ease, double Spread)
{
    /// <param name="outputs">One per target.</param>
    public static Latent Of(ReadOnlySpan<float> outputs) =>
        new(outputs[DomainTargets.Ease], outputs[DomainTargets.Spread] + outputs[DomainTargets.SpreadInGroup]);
}
