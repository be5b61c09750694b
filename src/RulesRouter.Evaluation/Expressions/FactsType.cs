using System.Reflection;
using System.Reflection.Emit;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Expressions;

/// <summary>The emitted class through which expressions see one resolved policy's facts: a property per fact, a group object per dotted prefix, and <c>known</c>.</summary>
internal sealed class FactsType
{
    /// <summary>The group of booleans, one a fact, that says which facts are known; dots become underscores.</summary>
    public const string KnownGroup = "known";

    private static readonly Type[] ConstructorParameters = [typeof(RequestFacts)];
    private static int emitted;

    private readonly Func<RequestFacts, object> create;

    private FactsType(Type type, IReadOnlyList<Type> all)
    {
        Type = type;
        All = all;
        create = facts => Activator.CreateInstance(type, facts)!;
    }

    public Type Type { get; }

    /// <summary>This class and its groups: what the expression parser has to be told of.</summary>
    public IReadOnlyList<Type> All { get; }

    public object View(RequestFacts facts) => create(facts);

    public static string KnownName(FactDefinition fact) => fact.Name.Replace('.', '_');

    /// <param name="lets">Names of conditions; they parse as booleans and are substituted as trees afterwards.</param>
    public static FactsType Emit(FactSchema schema, IEnumerable<string> lets)
    {
        // RulesEngine caches by short type name, so no two emitted classes may share one.
        var number = Interlocked.Increment(ref emitted);
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName($"Facts{number}"), AssemblyBuilderAccess.RunAndCollect);
        var module = assembly.DefineDynamicModule("facts");
        var facts = schema.Facts.Select((fact, slot) => (fact, slot)).ToList();
        var groups = new List<(string Name, Type Type)>();
        foreach (var group in facts.Where(f => f.fact.Name.Contains('.')).GroupBy(f => f.fact.Name.Split('.')[0]))
        {
            groups.Add((group.Key, EmitClass(module, $"Facts{number}_{group.Key}", group.Select(f => (f.fact.Name.Split('.')[1], f.fact.Type, f.slot)), [], [])));
        }

        groups.Add((KnownGroup, EmitClass(module, $"Facts{number}_known", [], facts.Select(f => (KnownName(f.fact), f.slot)), [])));
        var properties = facts.Where(f => !f.fact.Name.Contains('.')).Select(f => (f.fact.Name, f.fact.Type, f.slot))
            .Concat(lets.Select(name => (name, FactType.Boolean, 0)));
        var type = EmitClass(module, $"Facts{number}", properties, [], groups);
        return new FactsType(type, [type, .. groups.Select(group => group.Type)]);
    }

    private static Type EmitClass(
        ModuleBuilder module,
        string name,
        IEnumerable<(string Name, FactType Type, int Slot)> facts,
        IEnumerable<(string Name, int Slot)> known,
        IReadOnlyList<(string Name, Type Type)> groups)
    {
        var type = module.DefineType(name, TypeAttributes.Public | TypeAttributes.Sealed, typeof(FactsView));
        var constructor = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, ConstructorParameters).GetILGenerator();
        constructor.Emit(OpCodes.Ldarg_0);
        constructor.Emit(OpCodes.Ldarg_1);
        constructor.Emit(OpCodes.Call, typeof(FactsView).GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, ConstructorParameters)!);
        foreach (var group in groups)
        {
            var field = type.DefineField($"group_{group.Name}", group.Type, FieldAttributes.Private);
            constructor.Emit(OpCodes.Ldarg_0);
            constructor.Emit(OpCodes.Ldarg_1);
            constructor.Emit(OpCodes.Newobj, group.Type.GetConstructor(ConstructorParameters)!);
            constructor.Emit(OpCodes.Stfld, field);
            DefineGetter(type, group.Name, group.Type, getter => getter.Emit(OpCodes.Ldfld, field));
        }

        constructor.Emit(OpCodes.Ret);
        foreach (var fact in facts)
        {
            DefineReader(type, fact.Name, ReaderOf(fact.Type), fact.Slot);
        }

        foreach (var fact in known)
        {
            DefineReader(type, fact.Name, "Known", fact.Slot);
        }

        return type.CreateType();
    }

    private static string ReaderOf(FactType type) => type switch
    {
        FactType.Boolean => "Flag",
        FactType.Number => "Number",
        FactType.Set => "Set",
        _ => "Text",
    };

    private static void DefineReader(TypeBuilder type, string name, string reader, int slot)
    {
        var method = typeof(FactsView).GetMethod(reader, BindingFlags.Instance | BindingFlags.NonPublic)!;
        DefineGetter(type, name, method.ReturnType, getter =>
        {
            getter.Emit(OpCodes.Ldc_I4, slot);
            getter.Emit(OpCodes.Call, method);
        });
    }

    private static void DefineGetter(TypeBuilder type, string name, Type result, Action<ILGenerator> body)
    {
        var method = type.DefineMethod($"get_{name}", MethodAttributes.Public | MethodAttributes.SpecialName | MethodAttributes.HideBySig, result, Type.EmptyTypes);
        var getter = method.GetILGenerator();
        getter.Emit(OpCodes.Ldarg_0);
        body(getter);
        getter.Emit(OpCodes.Ret);
        type.DefineProperty(name, PropertyAttributes.None, result, null).SetGetMethod(method);
    }
}
