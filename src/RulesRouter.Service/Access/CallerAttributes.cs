using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using RulesRouter.Access;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Names;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Access;

/// <summary>
/// The attributes of a request that do not come from its body, in the types that its policy declares: those of the credential, those that
/// the service sets, and those that the caller sends as headers.
/// </summary>
internal sealed class CallerAttributes(AccessOptions options)
{
    private readonly ConditionalWeakTable<CompiledPolicy, Declared> byPolicy = [];

    private readonly ImmutableArray<(string Name, string Value)> ofService =
    [
        .. options.ServiceAttributes.Select(pair => (Pair: pair, Cut: pair.IndexOf('=', StringComparison.Ordinal)))
            .Select(one => (one.Pair[..one.Cut], one.Pair[(one.Cut + 1)..])),
    ];

    /// <summary>The request with all of its attributes.</summary>
    public DecisionRequest AddedTo(DecisionRequest request, CompiledPolicy policy, Call call)
    {
        var declared = byPolicy.GetValue(policy, Read);
        var given = call.Headers.IsEmpty ? request.Attributes : WithHeaders(request.Attributes, declared, call.Headers);
        return request with { Attributes = given, KeyAttributes = declared.Of(call.Caller) };
    }

    /// <summary>The attributes of a request that its caller may not set to their values.</summary>
    /// <param name="request">With all of its attributes.</param>
    public ImmutableArray<RequestError> NotAllowed(DecisionRequest request, CompiledPolicy policy) => request.Attributes.IsEmpty
        ? []
        :
        [
            .. request.Attributes
                .Select(pair => ErrorOf(pair.Key, pair.Value, byPolicy.GetValue(policy, Read), request.KeyAttributes))
                .OfType<RequestError>(),
        ];

    /// <summary>
    /// A header replaces the value of the body: what adds headers, such as a proxy, is nearer to the service than what writes bodies.
    /// </summary>
    private static ImmutableSortedDictionary<string, AttributeValue> WithHeaders(
        ImmutableSortedDictionary<string, AttributeValue> body,
        Declared declared,
        ImmutableArray<(string Name, string Value)> headers)
    {
        var all = body.ToBuilder();
        foreach (var (name, value) in headers)
        {
            // Names of headers have no case; an undeclared one is reported like an undeclared attribute of the body.
            var attribute = declared.ByName.Values.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            all[attribute?.Name ?? name] = AttributeValue.Parse(value, attribute?.Type);
        }

        return all.ToImmutable();
    }

    private static RequestError? ErrorOf(
        string name,
        AttributeValue value,
        Declared declared,
        ImmutableSortedDictionary<string, AttributeValue> trusted)
    {
        if (!declared.ByName.TryGetValue(name, out var attribute))
        {
            return null;
        }

        var pointer = $"/attributes/{name}";
        if (attribute.From != Provenance.Caller)
        {
            return new RequestError(pointer, $"`{name}` is set by the {EnumNames<Provenance>.NameOf(attribute.From)}, not by the caller");
        }

        return attribute.RaiseOnly || !trusted.TryGetValue(name, out var own) || own == value
            ? null
            : new RequestError(pointer, $"`{name}` is set by the credential to another value");
    }

    private Declared Read(CompiledPolicy policy) => new(
        policy.Layers.Attributes().DistinctBy(attribute => attribute.Name)
            .ToImmutableDictionary(attribute => attribute.Name, StringComparer.Ordinal),
        ofService);

    /// <summary>The attributes that a policy declares.</summary>
    private sealed class Declared(
        ImmutableDictionary<string, AttributeDeclaration> byName,
        ImmutableArray<(string Name, string Value)> ofService)
    {
        private readonly ConditionalWeakTable<Caller, ImmutableSortedDictionary<string, AttributeValue>> byCaller = [];

        private readonly ImmutableSortedDictionary<string, AttributeValue> service = ofService
            .Where(one => byName.TryGetValue(one.Name, out var attribute) && attribute.From == Provenance.Service)
            .ToImmutableSortedDictionary(
                one => one.Name,
                one => AttributeValue.Parse(one.Value, byName[one.Name].Type),
                StringComparer.Ordinal);

        public ImmutableDictionary<string, AttributeDeclaration> ByName => byName;

        /// <summary>The attributes of a credential and of the service. A credential sets none that the service sets.</summary>
        public ImmutableSortedDictionary<string, AttributeValue> Of(Caller caller) =>
            caller.Attributes.IsEmpty ? service : byCaller.GetValue(caller, Read);

        private ImmutableSortedDictionary<string, AttributeValue> Read(Caller caller) => service.SetItems(
            from pair in caller.Attributes
            where byName.ContainsKey(pair.Key) && byName[pair.Key].From != Provenance.Service
            select KeyValuePair.Create(pair.Key, AttributeValue.Parse(pair.Value, byName[pair.Key].Type)));
    }
}
