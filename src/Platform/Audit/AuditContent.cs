using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Platform.Audit;

/// <summary>What a row of the audit log says, as it is hashed: this text, byte for byte. Fields are only ever added.</summary>
/// <param name="At">Milliseconds since 1970.</param>
/// <param name="As">Name of the account an admin acted as.</param>
public sealed record AuditContent(
    long At, AuditContent.Who Actor, string Act, AuditContent.What Subject, IReadOnlyList<Changed>? Changes, string? Reason, string? Ip, string? Agent, string? Session, string? As = null)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>Who did it.</summary>
    public sealed record Who(string Kind, Guid? Id, string Name);

    /// <summary>What it was done to.</summary>
    public sealed record What(string Kind, string Id, string? Name);

    internal static string Write(Act act, Actor actor, DateTimeOffset now)
    {
        var who = act.By is var (id, name) ? new Who(act.ByAdmin ? Claims.Admin : "account", id, name) : new Who(actor.Kind, actor.Id, actor.Name);
        var content = new AuditContent(
            now.ToUnixTimeMilliseconds(), who, act.Name, new What(act.SubjectKind, act.SubjectId, act.SubjectName),
            act.Changes.Count > 0 ? [.. act.Changes.Select(change => change.Masked())] : null, act.Reason, actor.Ip, actor.Agent, actor.Session, actor.As);
        // PostgreSQL's JSON has no room for it.
        return JsonSerializer.Serialize(content, Format).Replace("\\u0000", "", StringComparison.Ordinal);
    }

    internal static AuditContent Read(string text) => JsonSerializer.Deserialize<AuditContent>(text, Format)!;
}
