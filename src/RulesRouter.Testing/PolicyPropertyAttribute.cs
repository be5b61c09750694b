using Xunit;
using Xunit.Sdk;

namespace RulesRouter.Testing;

/// <summary>
/// A test that must hold for every request to a policy. The method takes one <see cref="DecidedRequest"/>; it returns nothing and throws
/// where the property is broken, or returns a bool. A failure prints the smallest request that was found to break it.
/// </summary>
/// <param name="policy">One that requests can name.</param>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("RulesRouter.Testing.Running.PolicyPropertyDiscoverer", "RulesRouter.Testing")]
public sealed class PolicyPropertyAttribute(string policy) : FactAttribute
{
    public string Policy { get; } = policy;

    /// <summary>Of policies and catalog; looked for where the tests run and in every folder above.</summary>
    public string Folder { get; set; } = "policies";

    /// <summary>The moment of every request, as 2026-05-26T03:42:02Z: prices and evidence depend on it.</summary>
    public string At { get; set; } = "2026-09-01T12:00:00Z";

    public bool AllowSampleEvidence { get; set; }

    /// <summary>The catalog changes too, as vendors change prices, retire endpoints and lose certificates.</summary>
    public bool VaryCatalog { get; set; }

    /// <summary>Requests drawn.</summary>
    public int MaxTest { get; set; } = 100;

    /// <summary>The seed a failure printed, to draw the same again: <c>123,456</c>.</summary>
    public string Replay { get; set; } = "";
}
