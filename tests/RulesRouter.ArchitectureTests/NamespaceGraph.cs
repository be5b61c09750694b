using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace RulesRouter.ArchitectureTests;

/// <summary>Which namespaces of an assembly use which others of it, read from its metadata and method bodies.</summary>
internal sealed class NamespaceGraph
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(field => field.GetValue(null)).OfType<OpCode>().ToDictionary(code => (int)(ushort)code.Value, code => code.OperandType);

    private readonly MetadataReader metadata;

    /// <summary>Namespace → used namespace → the first use found, as <c>user → used</c>.</summary>
    private readonly SortedDictionary<string, SortedDictionary<string, string>> uses = new(StringComparer.Ordinal);

    private NamespaceGraph(PEReader file)
    {
        metadata = file.GetMetadataReader();
        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            var from = handle;
            Use(from, type.BaseType);
            AddAll(from, type.GetInterfaceImplementations().Select(one => metadata.GetInterfaceImplementation(one).Interface));
            AddAttributes(from, type.GetCustomAttributes());
            foreach (var field in type.GetFields())
            {
                var definition = metadata.GetFieldDefinition(field);
                Use(from, definition.Signature, SkipFieldHeader);
                AddAttributes(from, definition.GetCustomAttributes());
            }

            foreach (var property in type.GetProperties())
            {
                AddAttributes(from, metadata.GetPropertyDefinition(property).GetCustomAttributes());
            }

            foreach (var method in type.GetMethods())
            {
                AddMethod(file, from, metadata.GetMethodDefinition(method));
            }
        }
    }

    public static NamespaceGraph Of(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        return new NamespaceGraph(file);
    }

    /// <summary>Groups of namespaces that use each other, directly or through others; each group and the groups are sorted.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Cycles()
    {
        var reachable = uses.Keys.ToDictionary(from => from, Reachable);
        return
        [
            .. uses.Keys.Where(one => reachable[one].Contains(one))
                .GroupBy(
                    one => uses.Keys.First(other => other == one || (reachable[one].Contains(other) && reachable[other].Contains(one))))
                .Select(group => group.ToList()),
        ];
    }

    /// <summary>One use for each pair of namespaces in the group.</summary>
    public IEnumerable<string> UsesIn(IReadOnlyList<string> group) =>
        group.SelectMany(from => uses[from].Where(use => group.Contains(use.Key)).Select(use => $"{from} → {use.Key}: {use.Value}"));

    private HashSet<string> Reachable(string from)
    {
        var (found, open) = (new HashSet<string>(), new Stack<string>([from]));
        while (open.TryPop(out var next))
        {
            foreach (var to in uses.TryGetValue(next, out var used) ? used.Keys.Where(found.Add) : [])
            {
                open.Push(to);
            }
        }

        return found;
    }

    private void AddMethod(PEReader file, TypeDefinitionHandle from, MethodDefinition method)
    {
        Use(from, method.Signature, SkipMethodHeader);
        AddAttributes(from, method.GetCustomAttributes());
        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        var body = file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            Use(from, metadata.GetStandaloneSignature(body.LocalSignature).Signature, SkipLocalsHeader);
        }

        AddAll(from, body.ExceptionRegions.Where(region => !region.CatchType.IsNil).Select(region => region.CatchType));
        AddTokens(from, body.GetILReader());
    }

    private void AddTokens(TypeDefinitionHandle from, BlobReader code)
    {
        while (code.RemainingBytes > 0)
        {
            int value = code.ReadByte();
            value = value == 0xFE ? 0xFE00 | code.ReadByte() : value;
            switch (Operands[value])
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    Use(from, (EntityHandle)MetadataTokens.Handle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    code.Offset += 8;
                    break;
                case OperandType.InlineI or OperandType.InlineBrTarget or OperandType.InlineSig or OperandType.InlineString
                    or OperandType.ShortInlineR:
                    code.Offset += 4;
                    break;
                case OperandType.InlineVar:
                    code.Offset += 2;
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    code.Offset += 1;
                    break;
            }
        }
    }

    private void AddAttributes(TypeDefinitionHandle from, CustomAttributeHandleCollection attributes) =>
        AddAll(from, attributes.Select(one => metadata.GetCustomAttribute(one).Constructor));

    private void AddAll(TypeDefinitionHandle from, IEnumerable<EntityHandle> used)
    {
        foreach (var handle in used)
        {
            Use(from, handle);
        }
    }

    private void Use(TypeDefinitionHandle from, EntityHandle used)
    {
        switch (used.Kind)
        {
            case HandleKind.TypeDefinition when !used.IsNil:
                Use(from, (TypeDefinitionHandle)used);
                break;
            case HandleKind.MethodDefinition:
                Use(from, metadata.GetMethodDefinition((MethodDefinitionHandle)used).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                Use(from, metadata.GetFieldDefinition((FieldDefinitionHandle)used).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                Use(from, metadata.GetMemberReference((MemberReferenceHandle)used).Parent);
                break;
            case HandleKind.TypeSpecification:
                Use(from, metadata.GetTypeSpecification((TypeSpecificationHandle)used).Signature, static (ref _) => { });
                break;
            case HandleKind.MethodSpecification:
                var method = metadata.GetMethodSpecification((MethodSpecificationHandle)used);
                Use(from, method.Method);
                Use(from, method.Signature, SkipLocalsHeader);
                break;
        }
    }

    private delegate void Skip(ref BlobReader signature);

    /// <summary>
    /// Uses of all types of this assembly in a signature: an element type of class or value type is followed by its token.
    /// </summary>
    private void Use(TypeDefinitionHandle from, BlobHandle signature, Skip skip)
    {
        var reader = metadata.GetBlobReader(signature);
        skip(ref reader);
        while (reader.RemainingBytes > 0)
        {
            switch ((SignatureTypeCode)reader.ReadCompressedInteger())
            {
                case (SignatureTypeCode)SignatureTypeKind.Class or (SignatureTypeCode)SignatureTypeKind.ValueType
                    or SignatureTypeCode.RequiredModifier or SignatureTypeCode.OptionalModifier:
                    Use(from, reader.ReadTypeHandle());
                    break;
            }
        }
    }

    private static void SkipFieldHeader(ref BlobReader signature) => signature.ReadSignatureHeader();

    private static void SkipMethodHeader(ref BlobReader signature)
    {
        if (signature.ReadSignatureHeader().IsGeneric)
        {
            signature.ReadCompressedInteger();
        }

        signature.ReadCompressedInteger();
    }

    private static void SkipLocalsHeader(ref BlobReader signature)
    {
        signature.ReadSignatureHeader();
        signature.ReadCompressedInteger();
    }

    private void Use(TypeDefinitionHandle user, TypeDefinitionHandle used)
    {
        var (from, to) = (Outermost(user), Outermost(used));
        var (here, there) = (metadata.GetString(from.Namespace), metadata.GetString(to.Namespace));
        if (here != there
            && here.StartsWith("RulesRouter", StringComparison.Ordinal)
            && there.StartsWith("RulesRouter", StringComparison.Ordinal))
        {
            var known = uses.TryGetValue(here, out var found)
                ? found
                : uses[here] = new SortedDictionary<string, string>(StringComparer.Ordinal);
            known.TryAdd(there, $"{metadata.GetString(from.Name)} → {metadata.GetString(to.Name)}");
        }
    }

    private TypeDefinition Outermost(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer ? Outermost(outer) : type;
    }
}
