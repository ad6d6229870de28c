namespace PadelSaaS.Contracts.Tenants;

/// <summary>The pictures that came with a tenant's file, as they came. Answered by Tenants.</summary>
public interface ITenantPictures
{
    /// <summary>The bytes of one; <see langword="null"/> where the file brought none of that name. Outside a unit of work.</summary>
    /// <param name="name">Such as <c>photos/court-1.jpg</c>.</param>
    Task<byte[]?> ReadAsync(string name, CancellationToken stop = default);
}
