using System.Collections.Immutable;
using static RulesRouter.Diagnostics.Severity;

namespace RulesRouter.Diagnostics;

/// <summary>Diagnostics of waivers.</summary>
internal static class WaiverDiagnostics
{
    public static DiagnosticCode BadScope { get; } = new("RR0431", Error, "waiver that is not scoped to attributes")
    {
        Explanation = "The condition of a waiver may only use attributes. A waiver for derived or technical facts would apply to "
            + "unintended requests.",
        Fix = "write a condition on attributes of the credential or the service",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              attributes:
                team: { type: text, source: key }
              rules:
                - { id: private, when: stream, constrain: { trainsOnData: false }, waivable: [trainsOnData] }
                - { id: default, select: { objective: price } }
              waivers:
                - id: pilot
                  rule: example/private
                  constraint: trainsOnData
                  when: deadlineMs > 5
                  approvedBy: security
                  reason: pilot
                  expires: 2050-12-31

            """)),
    };

    public static DiagnosticCode CallersWaiver { get; } = new("RR0432", Warning, "waiver that any caller can claim")
    {
        Explanation = "The condition of the waiver uses an attribute that callers set themselves.",
        Fix = "use an attribute with `source: key` or `source: service`",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              attributes:
                team: { type: text }
              rules:
                - { id: private, when: stream, constrain: { trainsOnData: false }, waivable: [trainsOnData] }
                - { id: default, select: { objective: price } }
              waivers:
                - id: pilot
                  rule: example/private
                  constraint: trainsOnData
                  when: team == "pilot"
                  approvedBy: security
                  reason: pilot
                  expires: 2050-12-31

            """)),
    };

    public static DiagnosticCode Expired { get; } = new("RR0433", Warning, "expired waiver")
    {
        Explanation = "The last day of the waiver has passed. It no longer lifts its constraint.",
        Fix = "remove the waiver, or have it approved again",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              attributes:
                team: { type: text, source: key }
              rules:
                - { id: private, when: stream, constrain: { trainsOnData: false }, waivable: [trainsOnData] }
                - { id: default, select: { objective: price } }
              waivers:
                - id: pilot
                  rule: example/private
                  constraint: trainsOnData
                  when: team == "pilot"
                  approvedBy: security
                  reason: pilot
                  expires: 2020-12-31

            """)),
    };

    public static DiagnosticCode InForce { get; } = new("RR0434", Info, "waiver in force")
    {
        Explanation = "`validate` lists every waiver with its dates, so that reviewers see all exceptions.",
        Fix = "nothing to fix; remove the waiver when it is no longer needed",
        Example = new("validate",
            ("policy.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: example }
            spec:
              attributes:
                team: { type: text, source: key }
              rules:
                - { id: private, when: stream, constrain: { trainsOnData: false }, waivable: [trainsOnData] }
                - { id: default, select: { objective: price } }
              waivers:
                - id: pilot
                  rule: example/private
                  constraint: trainsOnData
                  when: team == "pilot"
                  approvedBy: security
                  reason: pilot
                  expires: 2050-12-31

            """)),
    };

    internal static ImmutableArray<DiagnosticCode> All { get; } =
    [
        BadScope,
        CallersWaiver,
        Expired,
        InForce,
    ];
}
