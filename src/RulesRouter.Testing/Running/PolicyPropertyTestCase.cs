using System.ComponentModel;
using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace RulesRouter.Testing.Running;

/// <summary>The xunit test case of a property.</summary>
public sealed class PolicyPropertyTestCase : XunitTestCase
{
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("For deserialisation only")]
    public PolicyPropertyTestCase()
    {
    }

    public PolicyPropertyTestCase(IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(diagnostics, display, options, method)
    {
    }

    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource) =>
        new CaseRunner(this, DisplayName, SkipReason, constructorArguments, messageBus, aggregator, cancellationTokenSource).RunAsync();

    private sealed class CaseRunner(
        IXunitTestCase testCase,
        string name,
        string skip,
        object[] constructorArguments,
        IMessageBus bus,
        ExceptionAggregator aggregator,
        CancellationTokenSource stop)
        : XunitTestCaseRunner(testCase, name, skip, constructorArguments, [], bus, aggregator, stop)
    {
        protected override XunitTestRunner CreateTestRunner(
            ITest test,
            IMessageBus messageBus,
            Type testClass,
            object[] constructorArguments,
            MethodInfo testMethod,
            object[] testMethodArguments,
            string skipReason,
            IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
            ExceptionAggregator aggregator,
            CancellationTokenSource cancellationTokenSource) =>
            new Runner(
                test,
                messageBus,
                testClass,
                constructorArguments,
                testMethod,
                skipReason,
                beforeAfterAttributes,
                aggregator,
                cancellationTokenSource);
    }

    private sealed class Runner(
        ITest test,
        IMessageBus bus,
        Type testClass,
        object[] constructorArguments,
        MethodInfo method,
        string skip,
        IReadOnlyList<BeforeAfterTestAttribute> around,
        ExceptionAggregator aggregator,
        CancellationTokenSource stop)
        : XunitTestRunner(
            test,
            bus,
            testClass,
            constructorArguments,
            method,
            new object[method.GetParameters().Length],
            skip,
            around,
            aggregator,
            stop)
    {
        protected override Task<decimal> InvokeTestMethodAsync(ExceptionAggregator aggregator) =>
            new Invoker(
                Test,
                MessageBus,
                TestClass,
                ConstructorArguments,
                TestMethod,
                TestMethodArguments,
                BeforeAfterAttributes,
                aggregator,
                CancellationTokenSource).RunAsync();
    }

    private sealed class Invoker(
        ITest test,
        IMessageBus bus,
        Type testClass,
        object[] constructorArguments,
        MethodInfo method,
        object[] arguments,
        IReadOnlyList<BeforeAfterTestAttribute> around,
        ExceptionAggregator aggregator,
        CancellationTokenSource stop)
        : XunitTestInvoker(test, bus, testClass, constructorArguments, method, arguments, around, aggregator, stop)
    {
        protected override object CallTestMethod(object testClassInstance)
        {
            PolicyPropertyRun.Check(TestMethod, testClassInstance);
            return null!;
        }
    }
}
