using RulesRouter.Decisions;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Testing.Sample;

/// <summary>What must hold of the coding assistant's policy, whatever is asked of it.</summary>
public sealed class CodingAssistantProperties
{
    [PolicyProperty("coding-assistant", AllowSampleEvidence = true)]
    public void Proprietary_code_is_kept_nowhere(DecidedRequest decided)
    {
        if (Sensitivity(decided) is "proprietary" or "regulated")
        {
            decided
                .IsConstrained("dataRetentionDays.max", 0)
                .IsObliged("redact", "secrets")
                .EveryHop("keeps nothing", hop => hop.Endpoint.Compliance.DataRetentionDays?.Value == 0)
                .HasNoHop("deepseek/*");
        }
    }

    /// <summary>Prices rise, contracts end and endpoints retire: what is sent stays protected.</summary>
    [PolicyProperty("coding-assistant", AllowSampleEvidence = true, VaryCatalog = true, MaxTest = 10)]
    public void Proprietary_code_is_kept_nowhere_whatever_becomes_of_the_catalog(DecidedRequest decided)
    {
        if (Sensitivity(decided) is "proprietary" or "regulated")
        {
            decided.EveryHop("keeps nothing", hop => hop.Endpoint.Compliance.DataRetentionDays?.Value == 0);
        }
    }

    [PolicyProperty("coding-assistant", AllowSampleEvidence = true)]
    public void A_long_form_never_meets_a_small_flash_model(DecidedRequest decided)
    {
        if (decided.Request.MaxOutputTokens > 4000)
        {
            decided.HasNoHop("*/*gemini*flash*");
        }
    }

    [PolicyProperty("coding-assistant", AllowSampleEvidence = true)]
    public void Raising_the_sensitivity_never_loosens_a_constraint(DecidedRequest decided)
    {
        var before = decided.Again(request => request with { Attributes = request.Attributes.SetItem("sensitivity", new AttributeValue.String("internal")) });
        var after = decided.Again(request => request with { Attributes = request.Attributes.SetItem("sensitivity", new AttributeValue.String("regulated")) });

        foreach (var row in before.Decision.Constraints.Rows.Where(row => row.Definition.IsCompliance))
        {
            var stricter = Assert.Single(after.Decision.Constraints.Rows, other => other.Definition == row.Definition);
            Assert.True(Strictness.Implies(row.Definition, stricter.Value, row.Value), $"{row.Definition.Name} {row.Value} became {stricter.Value}\n{decided}");
        }
    }

    [PolicyProperty("coding-assistant")]
    public bool Without_sample_evidence_no_decision_rests_on_it(DecidedRequest decided) => decided.Decision.Evidence == EvidenceKind.Verified;

    private static string? Sensitivity(DecidedRequest decided) =>
        decided.Request.Attributes.TryGetValue("sensitivity", out var said) ? ((AttributeValue.String)said).Value : "proprietary";
}
