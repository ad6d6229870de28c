using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Http;

/// <summary>The key of a request that may be repeated, with a fingerprint of what it asked for.</summary>
/// <param name="Caller">Whose keys it is one of: an account, or <c>guest</c>.</param>
/// <param name="Request">SHA-256 of method, path and body.</param>
public sealed record RequestKey(string Key, string Caller, byte[] Request);

/// <summary>The first answer to a request.</summary>
public sealed record FirstAnswer(byte[] Request, int? Status, string? Body, string? ContentType);

/// <summary>
/// A double click, a lost answer, a retry: the same <c>Idempotency-Key</c> with the same request gets the first answer again, with
/// another request it is refused (422). A use case whose effect must not happen twice stores its answer in its own transaction
/// (<see cref="StoreAsync"/>); for all others the endpoint filter stores it right after.
/// </summary>
public static class Idempotency
{
    /// <summary>Name of the header.</summary>
    public const string Header = "Idempotency-Key";

    private const string Column = "idempotency_keys.answer";

    private const string FindSql = "select request, status, sealed_answer, content_type, answer from idempotency_keys where caller = $1 and key = $2";

    private static readonly object Here = new();
    private static readonly object Stored = new();

    /// <summary>Lets the endpoint honour the header. POSTs of the API all do.</summary>
    /// <param name="proof">Header by which a guest proves a right: guests with different ones are different callers, and none hears another's answer.</param>
    public static TBuilder Idempotent<TBuilder>(this TBuilder builder, string? proof = null) where TBuilder : IEndpointConventionBuilder
    {
        builder.WithMetadata(new IdempotentEndpoint(proof));
        return builder;
    }

    /// <summary>The key of the present request; <see langword="null"/> when it carries none.</summary>
    public static RequestKey? KeyOf(HttpContext http) => http.Items[Here] as RequestKey;

    /// <summary>Says that the use case stored its answer in its own transaction, so that nobody stores it again.</summary>
    public static void IsStored(HttpContext http) => http.Items[Stored] = true;

    internal static bool WasStored(HttpContext http) => http.Items.ContainsKey(Stored);

    /// <summary>Reads the header and fingerprints the request; the body can be read again afterwards.</summary>
    internal static async Task<RequestKey?> ReadAsync(HttpContext http, string caller)
    {
        var key = http.Request.Headers[Header].ToString();
        if (key.Length == 0) return null;

        http.Request.EnableBuffering();
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        http.Request.Body.Position = 0;
        body.Write(Encoding.UTF8.GetBytes($"\n{http.Request.Method} {http.Request.Path}"));
        var known = new RequestKey(key, caller, SHA256.HashData(body.ToArray()));
        http.Items[Here] = known;
        return known;
    }

    /// <summary>The stored answer to this key; <see langword="null"/> when the key is new.</summary>
    public static async Task<FirstAnswer?> FindAsync(UnitOfWork work, RequestKey key, CancellationToken stop)
    {
        await using var command = work.Command(FindSql, key.Caller, key.Key);
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? Read(reader, key, work.Sealed) : null;
    }

    /// <summary>Stores the answer in the present transaction.</summary>
    /// <returns>False when somebody else stored one under this key meanwhile: undo, and give theirs.</returns>
    public static async Task<bool> StoreAsync(UnitOfWork work, RequestKey key, int status, string body, string contentType, DateTimeOffset now, CancellationToken stop)
    {
        await using var command = work.Command(
            "insert into idempotency_keys (caller, key, request, status, sealed_answer, content_type, created_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
            key.Caller, key.Key, key.Request, status, Sealed(key, body, work.Sealed), contentType, now);
        return await command.ExecuteNonQueryAsync(stop) == 1;
    }

    /// <summary>What to answer to a key that was used before.</summary>
    public static IResult Replay(RequestKey key, FirstAnswer first) =>
        !first.Request.AsSpan().SequenceEqual(key.Request)
            ? new Refusal("idempotency_key_reused", StatusCodes.Status422UnprocessableEntity, $"This {Header} was used for another request.") { Field = Header }
            : Results.Text(first.Body, first.ContentType, Encoding.UTF8, first.Status);

    /// <summary>An answer as it lies in the table: it may tell names and numbers, and keys of links.</summary>
    public static byte[] Sealed(RequestKey key, string body, Sealed sealing) => sealing.Seal(Column, RowOf(key), body)!;

    private static FirstAnswer Read(System.Data.Common.DbDataReader reader, RequestKey key, Sealed sealing) => new(
        reader.GetFieldValue<byte[]>(0), reader.IsDBNull(1) ? null : reader.GetInt32(1),
        sealing.Open(Column, RowOf(key), reader.IsDBNull(2) ? null : reader.GetFieldValue<byte[]>(2), reader.IsDBNull(4) ? null : reader.GetString(4)), reader.IsDBNull(3) ? null : reader.GetString(3));

    // The row's key is two texts; a value is bound to what stands for both.
    private static Guid RowOf(RequestKey key) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{key.Caller}\n{key.Key}")).AsSpan(0, 16));

    /// <summary>Marks an endpoint that honours the header.</summary>
    public sealed class IdempotentEndpoint(string? proof)
    {
        internal string GuestOf(HttpContext http) =>
            proof is not null && http.Request.Headers[proof].ToString() is { Length: > 0 } shown ? $"guest {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shown)))}" : "guest";
    }
}
