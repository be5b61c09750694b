using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RulesRouter.ArchitectureTests;

/// <summary>Switches over a closed set, an enumeration or an abstract record, whose default arm has a value instead of throwing.</summary>
internal static class ClosedSwitches
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks; "
        + "global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Http; global using Microsoft.Extensions.Logging;";

    /// <summary>Ours, which are compiled from source, and a package whose namespace hides YamlDotNet's type <c>Scalar</c>.</summary>
    private static readonly string[] NotReferenced = ["rulesrouter", "Scalar.AspNetCore"];

    /// <summary>All of the sources as one program.</summary>
    /// <param name="sources">Path and text.</param>
    public static CSharpCompilation Compile(IEnumerable<(string Path, string Text)> sources) => CSharpCompilation.Create(
        "sources",
        sources.Prepend((Path: "usings", Text: ImplicitUsings))
            .Select(source => CSharpSyntaxTree.ParseText(source.Text, path: source.Path)),
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !NotReferenced.Any(name => Path.GetFileName(path).StartsWith(name, StringComparison.OrdinalIgnoreCase)))
            .Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Path and line of each default arm with a value, and of each switch whose type is unknown here.</summary>
    public static IEnumerable<string> In(CSharpCompilation program) => program.SyntaxTrees.SelectMany(tree =>
    {
        var model = program.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes().SelectMany(node => node switch
        {
            SwitchExpressionSyntax one => DefaultArms(one, model),
            SwitchStatementSyntax one => DefaultSections(one, model),
            _ => [],
        })
            .Select(node => $"{tree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {node}".Split('\n')[0].Trim());
    });

    private static IEnumerable<SyntaxNode> DefaultArms(SwitchExpressionSyntax one, SemanticModel model) =>
        Closed(one.GoverningExpression, model) is { } isClosed
            ? one.Arms.Where(arm => isClosed && arm.WhenClause is null && arm.Expression is not ThrowExpressionSyntax)
                .Where(arm => MatchesAll(arm.Pattern))
            : [one.GoverningExpression];

    private static IEnumerable<SyntaxNode> DefaultSections(SwitchStatementSyntax one, SemanticModel model) =>
        Closed(one.Expression, model) is { } isClosed
            ? one.Sections.Where(section => isClosed && section.Labels.Any(label => label is DefaultSwitchLabelSyntax)
                && section.Statements is not [ThrowStatementSyntax])
            : [one.Expression];

    /// <summary>Whether the type of an expression is closed, or one in a tuple; null if it is unknown.</summary>
    private static bool? Closed(ExpressionSyntax expression, SemanticModel model)
    {
        var type = model.GetTypeInfo(expression).Type;
        ITypeSymbol?[] types =
            type is INamedTypeSymbol { IsTupleType: true } tuple ? [.. tuple.TupleElements.Select(one => one.Type)] : [type];
        return types.Any(one => one is null or { TypeKind: TypeKind.Error }) ? null : types.Any(one => IsClosed(one!));
    }

    private static bool IsClosed(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } => IsClosed(inner),
        { Locations: [{ IsInSource: true }, ..] } => type.TypeKind == TypeKind.Enum || (type.IsAbstract && type.IsRecord),
        _ => false,
    };

    private static bool MatchesAll(PatternSyntax pattern) => pattern switch
    {
        DiscardPatternSyntax or VarPatternSyntax => true,
        RecursivePatternSyntax { Type: null, PropertyPatternClause: null, PositionalPatternClause: { } tuple } =>
            tuple.Subpatterns.All(element => MatchesAll(element.Pattern)),
        RecursivePatternSyntax { Type: null, PropertyPatternClause.Subpatterns.Count: 0, PositionalPatternClause: null } => true,
        _ => false,
    };
}
