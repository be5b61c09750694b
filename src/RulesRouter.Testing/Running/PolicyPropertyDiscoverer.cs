using Xunit.Abstractions;
using Xunit.Sdk;

namespace RulesRouter.Testing.Running;

/// <summary>Tells xunit what tests a method with <see cref="PolicyPropertyAttribute"/> stands for: one.</summary>
public sealed class PolicyPropertyDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        [new PolicyPropertyTestCase(diagnostics, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)];
}
