using Xunit;
using Xunit.Sdk;

namespace RulesRouter.Testing;

/// <summary>
/// A property of every request to a policy. The method takes one <see cref="DecidedRequest"/>; it returns nothing and throws
/// if the property is violated, or returns a bool. A failure prints the smallest violating request that was found.
/// </summary>
/// <param name="policy">Name of a policy that is neither abstract nor mandatory.</param>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("RulesRouter.Testing.Running.PolicyPropertyDiscoverer", "RulesRouter.Testing")]
public sealed class PolicyPropertyAttribute(string policy) : FactAttribute
{
    public string Policy { get; } = policy;

    /// <summary>Folder of policies and catalog; searched in the tests' folder and its parents.</summary>
    public string Folder { get; set; } = "policies";

    /// <summary>The time of every request, for example 2026-05-26T03:42:02Z: prices and evidence depend on it.</summary>
    public string At { get; set; } = "2026-09-01T12:00:00Z";

    public bool AllowSampleEvidence { get; set; }

    /// <summary>Also varies the catalog: changed prices, retired endpoints, lost certifications.</summary>
    public bool VaryCatalog { get; set; }

    /// <summary>Number of requests to draw.</summary>
    public int MaxTest { get; set; } = 100;

    /// <summary>The seed that a failure printed, for example <c>123,456</c>, to repeat its requests.</summary>
    public string Replay { get; set; } = "";
}
