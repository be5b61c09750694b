using Xunit.Abstractions;
using Xunit.Sdk;

namespace RulesRouter.Testing.Running;

/// <summary>Gives xunit one test for each method with <see cref="PolicyPropertyAttribute"/>.</summary>
public sealed class PolicyPropertyDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions,
        ITestMethod testMethod,
        IAttributeInfo factAttribute) =>
        [new PolicyPropertyTestCase(diagnostics, discoveryOptions.MethodDisplayOrDefault(),
            discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)];
}
