using RulesRouter.Access;
using RulesRouter.Service.Access;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Tests.Access;

public sealed class AttributeWriterTests
{
    [Fact]
    public void Attributes_without_a_writer_and_values_without_a_reader_are_reported()
    {
        using var policies = new SmallPolicies();
        policies.Write("policy.yaml", SmallPolicies.Policy.Replace("attributes:", """
            attributes:
                plan: { type: enum, values: [free, gold], source: key, default: free }
                seats: { type: number, source: key }
                region: { type: text, source: service }
                zone: { type: text, source: service }
            """, StringComparison.Ordinal));
        var router = new Router(new RouterOptions { PoliciesPath = policies.Path });
        router.Refresh();
        var (_, entry) = KeyedService.Key("one", AccessScope.Decide);
        var keyed = entry with
        {
            Caller = entry.Caller with { Attributes = entry.Caller.Attributes.Add("plan", "gold").Add("tem", "ide") },
        };
        var options = new ServiceOptions { PoliciesPath = "", Access = new() { ServiceAttributes = ["zone=a", "team=b", "reion=c"] } };

        Assert.Equal(
            [
                "attribute `seats` has no writer: it is never known, since no credential carries it",
                "attribute `region` has no writer: it is never known, since --service-attribute does not set it",
                "--service-attribute team has no effect: policies declare another source of `team`",
                "--service-attribute reion has no effect: no policy declares it; did you mean `region`?",
                "credentials carry attribute `tem`, and no policy declares it; did you mean `team`?",
            ],
            AttributeWriters.Problems(router.Current!.Set, options, [keyed]).ToList());
        Assert.Equal(
            "attribute `plan` has no writer: it always has its default, since no credential carries it",
            AttributeWriters.Problems(router.Current!.Set, options, []).First());
    }
}
