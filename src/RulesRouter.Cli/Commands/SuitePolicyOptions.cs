using System.CommandLine;

namespace RulesRouter.Cli.Commands;

/// <summary>The options by which a report of a suite reads policies and decides.</summary>
internal sealed class SuitePolicyOptions
{
    public Option<string> Policies { get; } = SharedOptions.Policies();

    public Option<bool> SampleEvidence { get; } = SharedOptions.AllowSampleEvidence();

    public Option<string?> Classifier { get; } = SharedOptions.Classifier();

    public AttributeOptions Attributes { get; } = new();

    public IEnumerable<Option> All => [Policies, SampleEvidence, Classifier, .. Attributes.All];

    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Add(option);
        }
    }
}
